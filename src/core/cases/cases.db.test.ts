import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post } from '#core/exchange.server';
import { unwrap } from '#kernel/result';
import {
  approveCase,
  askCorrection,
  checkIdentity,
  draftDecision,
  listCases,
  readCase,
  receiveCase,
  recordPayment,
  sendBack,
} from './index.server.ts';
import { type Office, openOffice } from './office-fixture.testing.ts';
import { actorOf } from './testing.server.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

const grant = {
  outcome: 'granted' as const,
  reasons: '',
  content: { validFrom: '2026-11-01', validTo: '2027-03-31' },
};

describe('a case from arrival to notice', () => {
  it('is received, corrected, drafted, approved, decided and issued', async () => {
    const id = await office.newCase('school-received');
    unwrap(await office.as('gakuji-shuji', (desk) => receiveCase(desk, id)));
    const view = await office.as('gakuji-shuji', async (desk) => unwrap(await readCase(desk, id)));
    expect(view.row.applicant_name).toContain('𠮷田');
    expect(view.possible).toContain('askCorrection');

    unwrap(
      await office.as('gakuji-shuji', async (desk) =>
        askCorrection(desk, id, {
          revision: view.row.revision,
          fields: [{ path: 'f4', reason: '番号を確かめてください。' }],
          message: '',
          answerBy: null,
        }),
      ),
    );
    await office.city.portal.tenant(office.city.code, 'portal', (tx) =>
      post(tx, 'application.corrected', {
        applicationId: view.row.application_id!,
        answers: { 4: '090-0000-9999' },
        attachments: [],
        at: new Date().toISOString(),
      }),
    );
    await office.deliver();
    expect(await office.stateOf('gakuji-shuji', id)).toBe('checking');

    unwrap(
      await office.as('gakuji-shuji', async (desk) =>
        draftDecision(desk, office.issuer, id, {
          ...grant,
          revision: await office.revisionOf('gakuji-shuji', id),
        }),
      ),
    );
    const revision = await office.revisionOf('gakuji-kakaricho', id);
    unwrap(
      await office.as('gakuji-kakaricho', (desk) =>
        approveCase(desk, office.issuer, id, { revision, verb: 'approve', note: '' }),
      ),
    );
    unwrap(
      await office.as('gakuji-kacho', async (desk) =>
        approveCase(desk, office.issuer, id, { revision: revision + 1, verb: 'decide', note: '' }),
      ),
    );
    await office.deliver();

    const done = await office.as('gakuji-kacho', async (desk) => unwrap(await readCase(desk, id)));
    expect(done.row.state).toBe('issued');
    expect(done.documents).toHaveLength(1);
    expect(done.documents[0]).toMatchObject({ state: 'issued', number: expect.stringMatching(/第\d+号$/) });
    expect(done.history.length).toBeGreaterThan(1);
    expect(
      office.crossed
        .filter((one) => one.payload.applicationId === view.row.application_id)
        .map((one) => one.kind),
    ).toEqual(
      expect.arrayContaining(['case.receipt', 'case.state', 'case.correctionAsked', 'document.issued']),
    );
  });

  it('a message delivered twice makes one case', async () => {
    const id = await office.newCase('school-received');
    const view = await office.as('gakuji-shuji', async (desk) => unwrap(await readCase(desk, id)));
    await office.city.admin.tenant(office.city.code, 'owner', (tx) =>
      sql`UPDATE outbox SET delivered_at = NULL, relayed_at = NULL WHERE kind = 'application.submitted'`.execute(
        tx,
      ),
    );
    await office.deliver();
    const { rows } = await office.city.staff.tenant(office.city.code, 'staff', (tx) =>
      sql`SELECT 1 FROM cases WHERE application_id = ${view.row.application_id}`.execute(tx),
    );
    expect(rows).toHaveLength(1);
  });
});

describe('maker and checker', () => {
  it('the drafter cannot approve, two deciders at once decide once', async () => {
    const id = await office.newCase('school-received');
    unwrap(await office.as('gakuji-kakaricho', async (desk) => receiveCase(desk, id)));
    unwrap(
      await office.as('gakuji-kakaricho', async (desk) =>
        draftDecision(desk, office.issuer, id, {
          ...grant,
          revision: await office.revisionOf('gakuji-kakaricho', id),
        }),
      ),
    );
    const revision = await office.revisionOf('gakuji-kakaricho', id);
    const own = await office.as('gakuji-kakaricho', (desk) =>
      approveCase(desk, office.issuer, id, { revision, verb: 'approve', note: '' }),
    );
    expect(own.ok).toBe(false);
    unwrap(
      await office.as('gakuji-kacho', (desk) =>
        sendBack(desk, id, { revision, note: '家賃を確かめてください。' }),
      ),
    );
    unwrap(
      await office.as('gakuji-shuji', async (desk) =>
        draftDecision(desk, office.issuer, id, {
          ...grant,
          revision: await office.revisionOf('gakuji-shuji', id),
        }),
      ),
    );
    const again = await office.revisionOf('gakuji-kakaricho', id);
    unwrap(
      await office.as('gakuji-kakaricho', (desk) =>
        approveCase(desk, office.issuer, id, { revision: again, verb: 'approve', note: '' }),
      ),
    );
    const both = await Promise.all(
      [1, 2].map(() =>
        office.as('gakuji-kacho', (desk) =>
          approveCase(desk, office.issuer, id, { revision: again + 1, verb: 'decide', note: '' }),
        ),
      ),
    );
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    const { rows } = await office.city.staff.tenant(office.city.code, 'staff', (tx) =>
      sql`SELECT 1 FROM documents WHERE case_id = ${id}`.execute(tx),
    );
    expect(rows).toHaveLength(1);
  });

  it('a refusal needs a reason, and its notice carries the appeal notice', async () => {
    const id = await office.newCase('school-refused');
    unwrap(await office.as('gakuji-shuji', (desk) => receiveCase(desk, id)));
    const revision = await office.revisionOf('gakuji-shuji', id);
    const silent = await office.as('gakuji-shuji', (desk) =>
      draftDecision(desk, office.issuer, id, { revision, outcome: 'refused', reasons: ' ', content: {} }),
    );
    expect(silent.ok).toBe(false);
    unwrap(
      await office.as('gakuji-shuji', (desk) =>
        draftDecision(desk, office.issuer, id, {
          revision,
          outcome: 'refused',
          reasons: '所得が基準を超えるため',
          content: {},
        }),
      ),
    );
    unwrap(
      await office.as('gakuji-kakaricho', (desk) =>
        approveCase(desk, office.issuer, id, { revision: revision + 1, verb: 'approve', note: '' }),
      ),
    );
    unwrap(
      await office.as('gakuji-kacho', (desk) =>
        approveCase(desk, office.issuer, id, { revision: revision + 2, verb: 'decide', note: '' }),
      ),
    );
    await office.deliver();
    const view = await office.as('gakuji-kacho', async (desk) => unwrap(await readCase(desk, id)));
    expect(view.row.state).toBe('refused');
    expect(JSON.stringify(view.documents[0]!.data)).toContain('あかつき市教育委員会に対して審査請求');
  });
});

describe('a certificate with a fee', () => {
  it('waits for the visit, needs identity and payment, and says "declare first"', async () => {
    const id = await office.newCase('tax-visit-1');
    expect(await office.stateOf('shiminzei-shuji', id)).toBe('awaitingVisit');
    const early = await office.as('shiminzei-kacho', async (desk) =>
      draftDecision(desk, office.issuer, id, {
        revision: await office.revisionOf('shiminzei-shuji', id),
        outcome: 'granted',
        reasons: '',
        content: {},
      }),
    );
    expect(early.ok).toBe(false);
    unwrap(
      await office.as('shiminzei-shuji', async (desk) =>
        checkIdentity(desk, id, {
          revision: await office.revisionOf('shiminzei-shuji', id),
          kinds: ['運転免許証'],
        }),
      ),
    );
    unwrap(
      await office.as('shiminzei-shuji', async (desk) =>
        recordPayment(desk, id, { revision: await office.revisionOf('shiminzei-shuji', id), method: 'cash' }),
      ),
    );
    expect(await office.stateOf('shiminzei-shuji', id)).toBe('checking');
    const twice = await office.as('shiminzei-shuji', async (desk) =>
      recordPayment(desk, id, { revision: await office.revisionOf('shiminzei-shuji', id), method: 'cash' }),
    );
    expect(twice.ok).toBe(false);

    const record = {
      addresseeNumber: '1',
      fiscalYear: 2026,
      incomeYear: 2025,
      name: 'x',
      birthDate: '1988-05-12',
      residentOnJanuary1: true,
      addressOnJanuary1: '本町',
      declared: true,
      income: [{ kind: '給与', revenue: 5_000_000, income: 3_560_000 }],
      totalIncome: 3_560_000,
      deductions: [],
      deductionTotal: 430_000,
      dependants: 0,
      tax: undefined,
    };
    office.register.tax = { status: 'undeclared', record };
    const undeclared = await office.as('shiminzei-kacho', async (desk) =>
      draftDecision(desk, office.issuer, id, {
        revision: await office.revisionOf('shiminzei-shuji', id),
        outcome: 'granted',
        reasons: '',
        content: {},
      }),
    );
    expect(undeclared.ok || undeclared.error.message).toContain('先に市民税・県民税の申告');
    office.register.tax = { status: 'found', record };
    unwrap(
      await office.as('shiminzei-kacho', async (desk) =>
        draftDecision(desk, office.issuer, id, {
          revision: await office.revisionOf('shiminzei-shuji', id),
          outcome: 'granted',
          reasons: '',
          content: {},
        }),
      ),
    );
    await office.deliver();
    expect(await office.stateOf('shiminzei-shuji', id)).toBe('issued');
  });
});

describe('the vaccination record', () => {
  const record = {
    addresseeNumber: '1',
    name: 'x',
    romanised: '',
    birthDate: '2016-09-03',
    doses: [
      {
        date: '2016-11-01',
        vaccine: '五種混合',
        vaccineEn: 'DPT-IPV-Hib',
        dose: 1,
        product: 'ゴコンA',
        lot: 'HN6723',
        place: '月見ヶ丘診療所',
      },
    ],
  };

  it('is issued by itself on a match only; mismatch, silence and too many tries go to staff alike', async () => {
    office.register.vaccination = { status: 'matched', record };
    expect(await office.stateOf('kansen-shuji', await office.newCase('vaccine-issued-child'))).toBe('issued');
    const before = office.crossed.length;
    office.register.vaccination = { status: 'notMatched' };
    const mismatched = await office.newCase('vaccine-issued-1');
    office.register.vaccination = null;
    const down = await office.newCase('vaccine-issued-2');
    expect([
      await office.stateOf('kansen-shuji', mismatched),
      await office.stateOf('kansen-shuji', down),
    ]).toEqual(['received', 'received']);
    office.register.vaccination = { status: 'matched', record };
    let last = '';
    for (let index = 0; index < 6; index += 1) last = await office.newCase('vaccine-issued-child');
    expect(await office.stateOf('kansen-shuji', last)).toBe('received');
    // What office.crossed for those that went to staff: the receipt, nothing else.
    const silent = office.crossed
      .slice(before)
      .filter(
        (one) =>
          one.kind === 'case.state' && one.payload.state !== 'issued' && one.payload.state !== 'underReview',
      );
    expect(silent).toEqual([]);
  });
});

describe('who reaches a case', () => {
  it('only staff of its department; everybody else sees nothing, not even that it exists', async () => {
    const id = await office.newCase('school-received');
    const stranger = await office.as('shiminzei-kacho', (desk) => readCase(desk, id));
    expect(stranger.ok || stranger.error.code).toBe('notFound');
    const list = await office.as('shiminzei-kacho', (desk) => listCases(desk, { limit: 100 }));
    expect(list.rows.some((row) => row.id === id)).toBe(false);
    const elsewhere = await office.city.staff.tenant(office.city.other, 'staff', async (tx) =>
      readCase({ tx, municipality: office.city.other, actor: await actorOf(tx, 'gakuji-kacho') }, id),
    );
    expect(elsewhere.ok || elsewhere.error.code).toBe('notFound');
  });

  it('the portal role can read no case, decision, comment, record or audit row', async () => {
    for (const table of [
      'cases',
      'decisions',
      'case_comments',
      'record_history',
      'case_actions',
      'staff',
      'audit',
      'outbox',
    ]) {
      const read = office.city.portal.tenant(office.city.code, 'portal', (tx) =>
        sql`SELECT 1 FROM ${sql.table(table)} LIMIT 1`.execute(tx),
      );
      await expect(read, table).rejects.toMatchObject({ code: '42501' });
    }
    const tables = await office.city.admin.tenant(office.city.code, 'owner', (tx) =>
      sql<{ table_name: string }>`SELECT table_name FROM app_tables`.execute(tx),
    );
    expect(tables.rows.length).toBeGreaterThan(0);
    for (const { table_name } of tables.rows) {
      const read = office.city.portal.tenant(office.city.code, 'portal', (tx) =>
        sql`SELECT 1 FROM ${sql.table(table_name)} LIMIT 1`.execute(tx),
      );
      await expect(read, table_name).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('finds by a sloppy name and by receipt number, pages by key', async () => {
    await office.newCase('school-received');
    const found = await office.as('gakuji-shuji', (desk) => listCases(desk, { search: '吉田', limit: 2 }));
    expect(found.rows).toHaveLength(2);
    const [one] = found.rows;
    for (const search of [
      '吉',
      '𠮷田由美',
      '吉田　由美',
      one!.receipt_number,
      one!.receipt_number.replaceAll('-', ''),
    ]) {
      const again = await office.as('gakuji-shuji', (desk) => listCases(desk, { search, limit: 100 }));
      expect(
        again.rows.map((row) => row.id),
        search,
      ).toContain(one!.id);
    }
    const next = await office.as('gakuji-shuji', (desk) =>
      listCases(desk, { search: '吉田', limit: 2, after: found.next! }),
    );
    expect(next.rows[0]!.id).not.toBe(found.rows[1]!.id);
    expect(new Set([...found.rows, ...next.rows].map((row) => row.id)).size).toBe(
      found.rows.length + next.rows.length,
    );
  });
});
