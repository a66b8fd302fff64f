import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitionsOf } from '#core/definitions.server';
import { post } from '#core/exchange.server';
import type { Answers, Json } from '#core/fields';
import type { Registers } from '#core/registers.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { createKeyring } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { createFileStore } from '#platform/files.server';
import { deliverAll, type Handlers } from '#platform/outbox.server';
import { createPdf, type Pdf } from '#platform/pdf.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import {
  approveCase,
  askCorrection,
  caseHandlers,
  checkIdentity,
  draftDecision,
  type Issuer,
  listCases,
  readCase,
  receiveCase,
  recordPayment,
  sendBack,
} from './index.server.ts';
import { actorOf, arrive } from './testing.server.ts';

let city: TestCity;
let pdf: Pdf;
let handlers: Handlers;
let issuer: Issuer;
const crossed: { kind: string; payload: Record<string, unknown> }[] = [];

/** Registers that answer from what a test puts here. The HTTP client has tests of its own. */
const register: {
  tax: Awaited<ReturnType<Registers['queryTax']>>;
  vaccination: Awaited<ReturnType<Registers['matchVaccination']>>;
} = {
  tax: { ok: true, value: { status: 'notFound' } },
  vaccination: { ok: true, value: { status: 'notMatched' } },
};

beforeAll(async () => {
  city = await createTestCity();
  pdf = createPdf();
  const registers: Registers = {
    queryTax: async () => register.tax,
    matchVaccination: async () => register.vaccination,
    queryResident: async () => ({ ok: false, error: { code: 'unavailable' } }),
  };
  issuer = { portalOrigin: 'https://portal.test', registers };
  const files = createFileStore({ dir: mkdtempSync(path.join(tmpdir(), 'madoguchi-files-')) });
  const keyring = createKeyring('a secret for tests that is long enough');
  const note = (kind: string) => ({
    zone: 'portal' as const,
    handle: async ({ message }: { message: { payload: unknown } }) =>
      void crossed.push({ kind, payload: message.payload as Record<string, unknown> }),
  });
  handlers = {
    ...caseHandlers({ pdf, files, registers, portalOrigin: issuer.portalOrigin, keyring }),
    ...Object.fromEntries(
      [
        'case.state',
        'case.correctionAsked',
        'case.message',
        'case.receipt',
        'document.issued',
        'document.state',
      ].map((kind) => [kind, note(kind)]),
    ),
  };
});
afterAll(async () => {
  pdf?.close();
  await city?.close();
});

const sample = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../../packs/demo/samples/cases.json'), 'utf8'),
) as {
  cases: { id: string; procedure: string; answers: Record<string, Json> }[];
};

/** Answers of a sample case by field id, as the portal would send them. */
async function answersOf(tx: Tx, id: string): Promise<{ procedureId: string; answers: Answers }> {
  const one = sample.cases.find((each) => each.id === id)!;
  const definitions = await definitionsOf(tx, city.code);
  const procedure = definitions.procedure(one.procedure, { on: tokyoDate(new Date()) })!.body;
  const app = definitions.app(procedure.app!, { on: tokyoDate(new Date()) })!.body;
  const answers: Answers = {};
  for (const field of app.fields as {
    id: number;
    code: string;
    type: string;
    classification?: string;
    fields?: { id: number; code: string }[];
  }[]) {
    const value = one.answers[field.code];
    if (value === undefined || field.type === 'file' || field.type === 'photo') continue;
    if (field.type === 'bank-account')
      answers[field.id] = { sealed: Buffer.from('ciphertext').toString('base64') };
    else if (field.fields !== undefined) {
      answers[field.id] = (value as Record<string, Json>[]).map((line, index) => ({
        key: `k${index + 1}`,
        values: Object.fromEntries(
          field.fields!.filter((sub) => line[sub.code] !== undefined).map((sub) => [sub.id, line[sub.code]!]),
        ),
      })) as unknown as Json;
    } else answers[field.id] = value;
  }
  return { procedureId: procedure.id, answers };
}

let counter = 0;
async function newCase(id: string): Promise<string> {
  counter += 1;
  const receiptNumber = `TEST-${counter}`;
  await city.portal.tenant(city.code, 'portal', async (tx) =>
    arrive(tx, city.code, { ...(await answersOf(tx, id)), receiptNumber }),
  );
  await deliverAll({ db: city.worker, handlers }, city.code);
  return city.staff.tenant(city.code, 'staff', async (tx) => {
    const { rows } = await sql<{
      id: string;
    }>`SELECT id FROM cases WHERE receipt_number = ${receiptNumber}`.execute(tx);
    return rows[0]!.id;
  });
}

/** One act as a login, in its own transaction, on the revision it sees. */
async function as<T>(
  login: string,
  work: (desk: { tx: Tx; municipality: string; actor: Awaited<ReturnType<typeof actorOf>> }) => Promise<T>,
): Promise<T> {
  return city.staff.tenant(city.code, 'staff', async (tx) =>
    work({ tx, municipality: city.code, actor: await actorOf(tx, login) }),
  );
}
const revisionOf = (login: string, id: string) =>
  as(login, async (desk) => unwrap(await readCase(desk, id)).row.revision);
const stateOf = (login: string, id: string) =>
  as(login, async (desk) => unwrap(await readCase(desk, id)).row.state);
const grant = {
  outcome: 'granted' as const,
  reasons: '',
  content: { validFrom: '2026-11-01', validTo: '2027-03-31' },
};

describe('a case from arrival to notice', () => {
  it('is received, corrected, drafted, approved, decided and issued', async () => {
    const id = await newCase('school-received');
    unwrap(await as('gakuji-shuji', (desk) => receiveCase(desk, id)));
    const view = await as('gakuji-shuji', async (desk) => unwrap(await readCase(desk, id)));
    expect(view.row.applicant_name).toContain('𠮷田');
    expect(view.possible).toContain('askCorrection');

    unwrap(
      await as('gakuji-shuji', async (desk) =>
        askCorrection(desk, id, {
          revision: view.row.revision,
          fields: [{ path: 'f4', reason: '番号を確かめてください。' }],
          message: '',
          answerBy: null,
        }),
      ),
    );
    await city.portal.tenant(city.code, 'portal', (tx) =>
      post(tx, 'application.corrected', {
        applicationId: view.row.application_id!,
        answers: { 4: '090-0000-9999' },
        attachments: [],
        at: new Date().toISOString(),
      }),
    );
    await deliverAll({ db: city.worker, handlers }, city.code);
    expect(await stateOf('gakuji-shuji', id)).toBe('checking');

    unwrap(
      await as('gakuji-shuji', async (desk) =>
        draftDecision(desk, issuer, id, { ...grant, revision: await revisionOf('gakuji-shuji', id) }),
      ),
    );
    const revision = await revisionOf('gakuji-kakaricho', id);
    unwrap(
      await as('gakuji-kakaricho', (desk) =>
        approveCase(desk, issuer, id, { revision, verb: 'approve', note: '' }),
      ),
    );
    unwrap(
      await as('gakuji-kacho', async (desk) =>
        approveCase(desk, issuer, id, { revision: revision + 1, verb: 'decide', note: '' }),
      ),
    );
    await deliverAll({ db: city.worker, handlers }, city.code);

    const done = await as('gakuji-kacho', async (desk) => unwrap(await readCase(desk, id)));
    expect(done.row.state).toBe('issued');
    expect(done.documents).toHaveLength(1);
    expect(done.documents[0]).toMatchObject({ state: 'issued', number: expect.stringMatching(/第\d+号$/) });
    expect(done.history.length).toBeGreaterThan(1);
    expect(
      crossed.filter((one) => one.payload.applicationId === view.row.application_id).map((one) => one.kind),
    ).toEqual(
      expect.arrayContaining(['case.receipt', 'case.state', 'case.correctionAsked', 'document.issued']),
    );
  });

  it('a message delivered twice makes one case', async () => {
    const id = await newCase('school-received');
    const view = await as('gakuji-shuji', async (desk) => unwrap(await readCase(desk, id)));
    await city.admin.tenant(city.code, 'owner', (tx) =>
      sql`UPDATE outbox SET delivered_at = NULL, relayed_at = NULL WHERE kind = 'application.submitted'`.execute(
        tx,
      ),
    );
    await deliverAll({ db: city.worker, handlers }, city.code);
    const { rows } = await city.staff.tenant(city.code, 'staff', (tx) =>
      sql`SELECT 1 FROM cases WHERE application_id = ${view.row.application_id}`.execute(tx),
    );
    expect(rows).toHaveLength(1);
  });
});

describe('maker and checker', () => {
  it('the drafter cannot approve, two deciders at once decide once', async () => {
    const id = await newCase('school-received');
    unwrap(await as('gakuji-kakaricho', async (desk) => receiveCase(desk, id)));
    unwrap(
      await as('gakuji-kakaricho', async (desk) =>
        draftDecision(desk, issuer, id, { ...grant, revision: await revisionOf('gakuji-kakaricho', id) }),
      ),
    );
    const revision = await revisionOf('gakuji-kakaricho', id);
    const own = await as('gakuji-kakaricho', (desk) =>
      approveCase(desk, issuer, id, { revision, verb: 'approve', note: '' }),
    );
    expect(own.ok).toBe(false);
    unwrap(
      await as('gakuji-kacho', (desk) => sendBack(desk, id, { revision, note: '家賃を確かめてください。' })),
    );
    unwrap(
      await as('gakuji-shuji', async (desk) =>
        draftDecision(desk, issuer, id, { ...grant, revision: await revisionOf('gakuji-shuji', id) }),
      ),
    );
    const again = await revisionOf('gakuji-kakaricho', id);
    unwrap(
      await as('gakuji-kakaricho', (desk) =>
        approveCase(desk, issuer, id, { revision: again, verb: 'approve', note: '' }),
      ),
    );
    const both = await Promise.all(
      [1, 2].map(() =>
        as('gakuji-kacho', (desk) =>
          approveCase(desk, issuer, id, { revision: again + 1, verb: 'decide', note: '' }),
        ),
      ),
    );
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    const { rows } = await city.staff.tenant(city.code, 'staff', (tx) =>
      sql`SELECT 1 FROM documents WHERE case_id = ${id}`.execute(tx),
    );
    expect(rows).toHaveLength(1);
  });

  it('a refusal needs a reason, and its notice carries the appeal notice', async () => {
    const id = await newCase('school-refused');
    unwrap(await as('gakuji-shuji', (desk) => receiveCase(desk, id)));
    const revision = await revisionOf('gakuji-shuji', id);
    const silent = await as('gakuji-shuji', (desk) =>
      draftDecision(desk, issuer, id, { revision, outcome: 'refused', reasons: ' ', content: {} }),
    );
    expect(silent.ok).toBe(false);
    unwrap(
      await as('gakuji-shuji', (desk) =>
        draftDecision(desk, issuer, id, {
          revision,
          outcome: 'refused',
          reasons: '所得が基準を超えるため',
          content: {},
        }),
      ),
    );
    unwrap(
      await as('gakuji-kakaricho', (desk) =>
        approveCase(desk, issuer, id, { revision: revision + 1, verb: 'approve', note: '' }),
      ),
    );
    unwrap(
      await as('gakuji-kacho', (desk) =>
        approveCase(desk, issuer, id, { revision: revision + 2, verb: 'decide', note: '' }),
      ),
    );
    await deliverAll({ db: city.worker, handlers }, city.code);
    const view = await as('gakuji-kacho', async (desk) => unwrap(await readCase(desk, id)));
    expect(view.row.state).toBe('refused');
    expect(JSON.stringify(view.documents[0]!.data)).toContain('あかつき市教育委員会に対して審査請求');
  });
});

describe('a certificate with a fee', () => {
  it('waits for the visit, needs identity and payment, and says "declare first"', async () => {
    const id = await newCase('tax-visit-1');
    expect(await stateOf('shiminzei-shuji', id)).toBe('awaitingVisit');
    const early = await as('shiminzei-kakaricho', async (desk) =>
      draftDecision(desk, issuer, id, {
        revision: await revisionOf('shiminzei-shuji', id),
        outcome: 'granted',
        reasons: '',
        content: {},
      }),
    );
    expect(early.ok).toBe(false);
    unwrap(
      await as('shiminzei-shuji', async (desk) =>
        checkIdentity(desk, id, { revision: await revisionOf('shiminzei-shuji', id), kinds: ['運転免許証'] }),
      ),
    );
    unwrap(
      await as('shiminzei-shuji', async (desk) =>
        recordPayment(desk, id, { revision: await revisionOf('shiminzei-shuji', id), method: 'cash' }),
      ),
    );
    expect(await stateOf('shiminzei-shuji', id)).toBe('checking');
    const twice = await as('shiminzei-shuji', async (desk) =>
      recordPayment(desk, id, { revision: await revisionOf('shiminzei-shuji', id), method: 'cash' }),
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
    register.tax = { ok: true, value: { status: 'undeclared', record } };
    const undeclared = await as('shiminzei-kakaricho', async (desk) =>
      draftDecision(desk, issuer, id, {
        revision: await revisionOf('shiminzei-shuji', id),
        outcome: 'granted',
        reasons: '',
        content: {},
      }),
    );
    expect(undeclared.ok || undeclared.error.message).toContain('先に市民税・県民税の申告');
    register.tax = { ok: true, value: { status: 'found', record } };
    unwrap(
      await as('shiminzei-kakaricho', async (desk) =>
        draftDecision(desk, issuer, id, {
          revision: await revisionOf('shiminzei-shuji', id),
          outcome: 'granted',
          reasons: '',
          content: {},
        }),
      ),
    );
    await deliverAll({ db: city.worker, handlers }, city.code);
    expect(await stateOf('shiminzei-shuji', id)).toBe('issued');
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
    register.vaccination = { ok: true, value: { status: 'matched', record } };
    expect(await stateOf('kansen-shuji', await newCase('vaccine-issued-child'))).toBe('issued');
    const before = crossed.length;
    register.vaccination = { ok: true, value: { status: 'notMatched' } };
    const mismatched = await newCase('vaccine-issued-1');
    register.vaccination = { ok: false, error: { code: 'unavailable' } };
    const down = await newCase('vaccine-issued-2');
    expect([await stateOf('kansen-shuji', mismatched), await stateOf('kansen-shuji', down)]).toEqual([
      'received',
      'received',
    ]);
    register.vaccination = { ok: true, value: { status: 'matched', record } };
    let last = '';
    for (let index = 0; index < 6; index += 1) last = await newCase('vaccine-issued-child');
    expect(await stateOf('kansen-shuji', last)).toBe('received');
    // What crossed for those that went to staff: the receipt, nothing else.
    const silent = crossed
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
    const id = await newCase('school-received');
    const stranger = await as('shiminzei-kacho', (desk) => readCase(desk, id));
    expect(stranger.ok || stranger.error.code).toBe('notFound');
    const list = await as('shiminzei-kacho', (desk) => listCases(desk, { limit: 100 }));
    expect(list.rows.some((row) => row.id === id)).toBe(false);
    const elsewhere = await city.staff.tenant(city.other, 'staff', async (tx) =>
      readCase({ tx, municipality: city.other, actor: await actorOf(tx, 'gakuji-kacho') }, id),
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
      const read = city.portal.tenant(city.code, 'portal', (tx) =>
        sql`SELECT 1 FROM ${sql.table(table)} LIMIT 1`.execute(tx),
      );
      await expect(read, table).rejects.toMatchObject({ code: '42501' });
    }
    const tables = await city.admin.tenant(city.code, 'owner', (tx) =>
      sql<{ table_name: string }>`SELECT table_name FROM app_tables`.execute(tx),
    );
    expect(tables.rows.length).toBeGreaterThan(0);
    for (const { table_name } of tables.rows) {
      const read = city.portal.tenant(city.code, 'portal', (tx) =>
        sql`SELECT 1 FROM ${sql.table(table_name)} LIMIT 1`.execute(tx),
      );
      await expect(read, table_name).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('finds by a sloppy name and by receipt number, pages by key', async () => {
    await newCase('school-received');
    const found = await as('gakuji-shuji', (desk) => listCases(desk, { search: '吉田', limit: 2 }));
    expect(found.rows).toHaveLength(2);
    const next = await as('gakuji-shuji', (desk) =>
      listCases(desk, { search: '吉田', limit: 2, after: found.next! }),
    );
    expect(next.rows[0]!.id).not.toBe(found.rows[1]!.id);
    expect(new Set([...found.rows, ...next.rows].map((row) => row.id)).size).toBe(
      found.rows.length + next.rows.length,
    );
  });
});
