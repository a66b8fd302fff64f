/** 支援措置 at the cases: nothing about a protected person leaves without a named officer's decision, used once. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addPerson,
  answerProposal,
  decideMatch,
  examineOutput,
  mayRender,
  type NewPerson,
  permitIssue,
  permitView,
  proposeChange,
  protectionOf,
  recordMeasure,
} from '#core/protection.server';
import { unwrap } from '#kernel/result';
import { readText } from '../../../scripts/test/pdf-text.ts';
import {
  approveCase,
  type Desk,
  doBulk,
  draftDecision,
  listCases,
  lookUpRegister,
  previewNotice,
  readCase,
  receiveCase,
  reissueDocument,
  releaseHeld,
  writeToApplicant,
} from './index.server.ts';
import { type Office, openOffice } from './office-fixture.testing.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

const two = (family: string, given: string) => ({ kind: 'two', family, given }) as const;
const kaede = (change: Partial<NewPerson> = {}): NewPerson => ({
  role: 'protected',
  name: two('小鳥遊', '楓'),
  birthDate: '2000-12-01',
  addresseeNumber: null,
  addresses: ['ひので県あかつき市風待区風待一丁目4番8号　風待寮12号'],
  ...change,
});
const minato = kaede({ role: 'along', name: two('小鳥遊', '湊'), birthDate: '2020-05-17' });
const iwao = kaede({ role: 'counterpart', name: two('鷹野', '巌'), birthDate: '1997-03-03', addresses: [] });
const officer = 'koseki-kakaricho';
const second = 'koseki-shunin';

const record = (persons: NewPerson[], term = { validFrom: '2026-01-01', validTo: '2027-12-31' }) =>
  office.as(officer, async (desk) =>
    unwrap(await recordMeasure(desk, { kind: 'domestic-violence', consulted: '', ...term, persons })),
  );
const end = async (measure: string) => {
  await office.as(officer, async (desk) =>
    unwrap(await proposeChange(desk, measure, { kind: 'end', validTo: null, reason: '申出により終了' })),
  );
  await office.as(second, async (desk) => unwrap(await answerProposal(desk, measure, 'confirmed')));
};
const stateOf = (id: string) =>
  office.as(officer, async ({ tx }) => (await protectionOf(tx, { caseIds: [id] })).get(id)?.state ?? 'none');
const allow = (
  id: string,
  output: 'issue' | 'fields' | 'file' | 'document' | 'register',
  change: object = {},
) =>
  office.as(officer, async (desk) =>
    unwrap(
      await examineOutput(desk, id, {
        output,
        target: null,
        verdict: 'allow',
        showAddress: false,
        reason: '本人が交付を求めたため',
        seen: ['本人確認書類（2点）'],
        ...change,
      }),
    ),
  );

/** To the step before the decision. */
async function toDecision(id: string, outcome: 'granted' | 'refused' = 'granted') {
  await office.as('gakuji-shuji', async (desk) =>
    unwrap(await receiveCase(desk, id, await office.revisionOf('gakuji-shuji', id))),
  );
  const drafted = await office.as('gakuji-shuji', async (desk) =>
    draftDecision(desk, office.issuer, id, {
      revision: await office.revisionOf('gakuji-shuji', id),
      outcome,
      reasons: outcome === 'refused' ? '要件に当たらないため' : '',
      content: outcome === 'refused' ? {} : { validFrom: '2026-11-01', validTo: '2027-03-31' },
    }),
  );
  if (!drafted.ok) return drafted;
  return step(id, 'gakuji-kakaricho', 'approve');
}
const step = (id: string, login: string, verb: 'approve' | 'decide') =>
  office.as(login, async (desk) =>
    approveCase(desk, office.issuer, id, { revision: await office.revisionOf(login, id), verb, note: '' }),
  );
const decide = (id: string) => step(id, 'gakuji-kacho', 'decide');
const documentsOf = (id: string) =>
  office.as('gakuji-kacho', async (desk) => unwrap(await readCase(desk, id)).documents);
const textOf = async (id: string, index = 0) => {
  const sha256 = (await documentsOf(id))[index]!.sha256!;
  return (await readText(unwrap(await office.files.of(office.city.code).read(sha256)))).pages.join('\n');
};

/** Acceptance: every output path × every situation, against what is right, said once here. */
describe('what leaves, in every situation', () => {
  type Situation = 'none' | 'protected' | 'along' | 'counterpart' | 'expired' | 'ended';
  /** The oracle: an output of an unexamined case goes out only where nobody is protected any more. */
  const guarded: Record<Situation, boolean> = {
    none: false,
    protected: true,
    along: true,
    counterpart: true,
    expired: true,
    ended: false,
  };
  const outputs: Record<string, (desk: Desk, id: string) => Promise<boolean>> = {
    issue: async ({ tx }, id) =>
      (await permitIssue(tx, id, { refusing: false, paper: true, postId: null })).ok,
    render: ({ tx }, id) => mayRender(tx, id, null),
    fields: async ({ tx }, id) => (await permitView(tx, id, { output: 'fields', postId: null })).ok,
    file: async ({ tx }, id) => (await permitView(tx, id, { output: 'file', target: id, postId: null })).ok,
    document: async ({ tx }, id) =>
      (await permitView(tx, id, { output: 'document', target: id, postId: null })).ok,
    register: async (desk, id) => {
      const asked = await lookUpRegister(desk, office.issuer.registers, id);
      return asked.ok || asked.error.code !== 'conflict';
    },
    'search by name': async (desk) =>
      (await listCases(desk, { search: '小鳥遊', limit: 50 })).rows.length > 0,
    bulk: async (desk, id) => {
      const revision = unwrap(await readCase(desk, id)).row.revision;
      const [line] = await doBulk(desk, office.issuer, 'assign', [{ id, revision }], desk.actor.postId);
      return line!.reason === null;
    },
    letter: async (desk, id) => {
      const told = await writeToApplicant(
        desk,
        id,
        '風待一丁目４番８号 風待寮１２号へお送りします。'.replace('風待', 'ひので県あかつき市風待区風待'),
      );
      return told.ok || told.error.code !== 'invalid';
    },
    preview: async (desk, id) => {
      const notice = unwrap(
        await previewNotice(desk, office.issuer, id, {
          outcome: 'granted',
          reasons: '',
          content: { validFrom: '2026-11-01', validTo: '2027-03-31' },
        }),
      );
      return JSON.stringify(notice).includes('風待一丁目');
    },
  };

  test.each(Object.keys(guarded) as Situation[])(
    '%s',
    async (situation) => {
      const id = await office.newCase('school-protected');
      const people: Record<Situation, NewPerson[]> = {
        none: [kaede({ name: two('別', '人') })],
        protected: [kaede()],
        along: [kaede({ name: two('別', '人') }), minato],
        counterpart: [minato, kaede({ name: two('別', '人') }), { ...kaede(), role: 'counterpart' }],
        expired: [kaede()],
        ended: [kaede()],
      };
      const term = situation === 'expired' ? { validFrom: '2024-01-01', validTo: '2024-12-31' } : undefined;
      const measure = await record(people[situation], term);
      if (situation === 'ended') await end(measure);
      const found: Record<string, boolean> = {};
      for (const [output, goes] of Object.entries(outputs))
        found[output] = await office.as('gakuji-shuji', (desk) => goes(desk, id));
      const right = Object.fromEntries(Object.keys(outputs).map((output) => [output, !guarded[situation]]));
      // Without a register at this procedure there is nothing to ask, which is not a refusal of ours.
      expect(found).toEqual(right);
      if (situation !== 'ended') await end(measure);
      await office.as('gakuji-shuji', async ({ tx }) => {
        // The next situation meets one case only.
        await sql`UPDATE cases SET applicant_terms = '{}' WHERE id = ${id}`.execute(tx);
      });
    },
    30_000,
  );
});

describe('a document', () => {
  test('waits for the officer, shows no address on the outside or inside, and the allowance works once', async () => {
    const id = await office.newCase('school-protected');
    const measure = await record([kaede(), minato]);
    await toDecision(id);
    expect(await decide(id)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(await documentsOf(id)).toEqual([]);
    await allow(id, 'issue');
    expect((await decide(id)).ok).toBe(true);
    await office.deliver();
    const text = await textOf(id);
    expect(text).toContain('小鳥遊');
    for (const secret of ['風待一丁目', '風待寮', '908-0701', '090-0000-1013', 'p00352'])
      expect(text).not.toContain(secret);
    const [issued] = await documentsOf(id);
    const again = (login: string) =>
      office.as(login, (desk) => reissueDocument(desk, office.issuer, id, issued!.id, '汚損'));
    expect((await again('gakuji-kakaricho')).ok).toBe(true);
    expect(await again('gakuji-kacho')).toMatchObject({ ok: false, error: { code: 'conflict' } });
    await end(measure);
  });

  test('may show the address only to the person whose address it is', async () => {
    const id = await office.newCase('school-protected');
    const measure = await record([kaede({ name: two('別', '人') }), minato]);
    const refused = office.as(officer, (desk) =>
      examineOutput(desk, id, {
        output: 'issue',
        target: null,
        verdict: 'allow',
        showAddress: true,
        reason: '世帯の別の人の申請',
        seen: ['本人確認書類（2点）'],
      }),
    );
    expect(await refused).toMatchObject({ ok: false, error: { issues: [{ path: 'showAddress' }] } });
    await end(measure);
  });

  test('of the counterpart is refused and nothing else, and only after an officer decided so', async () => {
    const measure = await record([kaede({ name: two('別', '人') }), minato, iwao]);
    const id = await office.newCase('school-counterpart');
    expect(await stateOf(id)).toBe('counterpart');
    expect(await toDecision(id)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    const allowed = office.as(officer, (desk) =>
      examineOutput(desk, id, {
        output: 'issue',
        target: null,
        verdict: 'allow',
        showAddress: false,
        reason: 'x',
        seen: ['本人確認書類（2点）'],
      }),
    );
    expect(await allowed).toMatchObject({ ok: false, error: { issues: [{ path: 'verdict' }] } });
    const drafted = await office.as('gakuji-shuji', async (desk) =>
      draftDecision(desk, office.issuer, id, {
        revision: await office.revisionOf('gakuji-shuji', id),
        outcome: 'refused',
        reasons: '要件に当たらないため',
        content: {},
      }),
    );
    expect(drafted.ok).toBe(true);
    await step(id, 'gakuji-kakaricho', 'approve');
    expect(await decide(id)).toMatchObject({ ok: false });
    await allow(id, 'issue', { verdict: 'refuse' });
    expect((await decide(id)).ok).toBe(true);
    await office.deliver();
    expect(await office.stateOf('gakuji-kacho', id)).toBe('refused');
    expect(await textOf(id)).not.toContain('支援措置');
    await end(measure);
  });

  test('under way when a measure is recorded is held at rendering, and made anew as examined', async () => {
    const id = await office.newCase('school-protected');
    await toDecision(id);
    expect((await decide(id)).ok).toBe(true);
    const measure = await record([kaede()]);
    await office.deliver();
    const [held] = await documentsOf(id);
    expect(held!.state).toBe('held');
    expect(
      office.crossed.filter((one) => one.kind === 'document.issued').map((one) => one.payload.documentId),
    ).not.toContain(held!.id);
    const release = () => office.as('gakuji-kacho', (desk) => releaseHeld(desk, office.issuer, id, held!.id));
    expect((await release()).ok).toBe(false);
    await allow(id, 'issue');
    expect((await release()).ok).toBe(true);
    await office.deliver();
    expect((await documentsOf(id)).map((one) => one.state).sort()).toEqual(['issued', 'void']);
    const issued = (await documentsOf(id)).findIndex((one) => one.state === 'issued');
    expect(await textOf(id, issued)).not.toContain('風待一丁目');
    await end(measure);
  });

  test('race: a measure recorded while an issue runs waits for it; the next question meets the measure', async () => {
    const id = await office.newCase('school-protected');
    let recorded: Promise<string> | undefined;
    let waited = false;
    await office.as('gakuji-kacho', async ({ tx }) => {
      expect((await permitIssue(tx, id, { refusing: false, paper: true, postId: null })).ok).toBe(true);
      recorded = record([kaede()]);
      let done = false;
      void recorded.then(() => {
        done = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      waited = !done;
    });
    const measure = await recorded!;
    expect(waited).toBe(true);
    await office.as('gakuji-kacho', async ({ tx }) => {
      expect((await permitIssue(tx, id, { refusing: false, paper: true, postId: null })).ok).toBe(false);
      expect(await mayRender(tx, id, null)).toBe(false);
    });
    await end(measure);
  });

  test('an allowance that did not know a person who was added since is worth nothing', async () => {
    const id = await office.newCase('school-protected');
    const measure = await record([kaede()]);
    await allow(id, 'issue');
    await office.as(officer, async (desk) => unwrap(await addPerson(desk, measure, minato)));
    await office.as('gakuji-kacho', async ({ tx }) => {
      expect((await permitIssue(tx, id, { refusing: false, paper: true, postId: null })).ok).toBe(false);
    });
    await end(measure);
  });
});

describe('who is meant', () => {
  test('a name without a birth date counts until an officer decides, and again when somebody new is named', async () => {
    const id = await office.newCase('school-protected');
    const measure = await record([kaede({ birthDate: null })]);
    expect(await stateOf(id)).toBe('protected');
    const [match] = await office.as(
      officer,
      async ({ tx }) => (await protectionOf(tx, { caseIds: [id] })).get(id)!.matches,
    );
    expect(match!.certain).toBe(false);
    await office.as(officer, async (desk) =>
      unwrap(
        await decideMatch(desk, id, {
          personId: match!.personId,
          verdict: 'different',
          reason: '同姓同名の別人',
        }),
      ),
    );
    expect(await stateOf(id)).toBe('none');
    await end(measure);
  });

  test('variants of characters, spaces and readings meet; another birth date does not', async () => {
    const id = await office.newCase('school-protected');
    const tries: [NewPerson, string][] = [
      [kaede({ name: { kind: 'one', single: '小鳥遊楓' } }), 'protected'],
      [
        kaede({
          name: {
            kind: 'two',
            family: '鷹梨',
            given: 'かえで',
            kana: { family: 'タカナシ', given: 'カエデ' },
          },
        }),
        'protected',
      ],
      [kaede({ birthDate: '2000-12-02' }), 'none'],
      [
        kaede({
          name: {
            kind: 'two',
            family: '鷹梨',
            given: 'かえで',
            kana: { family: 'タカナシ', given: 'カエデ' },
          },
          birthDate: null,
        }),
        'none',
      ],
    ];
    for (const [person, right] of tries) {
      const measure = await record([person]);
      expect(await stateOf(id)).toBe(right);
      await end(measure);
    }
  });

  test('a case nobody indexed counts as protected', async () => {
    const id = await office.newCase('school-protected');
    await office.city.admin.tenant(office.city.code, 'owner', async (tx) => {
      await sql`DELETE FROM case_persons WHERE case_id = ${id}`.execute(tx);
    });
    expect(await stateOf(id)).toBe('unchecked');
  });
});

describe('the term', () => {
  test('never lapses: past its day it holds until two persons decide, and history cannot be changed', async () => {
    const id = await office.newCase('school-protected');
    const measure = await record([kaede()], { validFrom: '2020-04-01', validTo: '2021-03-31' });
    expect(await stateOf(id)).toBe('protected');
    await office.as(officer, async (desk) =>
      unwrap(await proposeChange(desk, measure, { kind: 'end', validTo: null, reason: '申出により終了' })),
    );
    const own = await office.as(officer, (desk) => answerProposal(desk, measure, 'confirmed'));
    expect(own).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(await stateOf(id)).toBe('protected');
    await expect(
      office.as(officer, ({ tx }) => sql`UPDATE protection_history SET act = 'x'`.execute(tx)),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(
      office.as(officer, ({ tx }) => sql`DELETE FROM protection_measures`.execute(tx)),
    ).rejects.toMatchObject({ code: '42501' });
    await office.as(second, async (desk) => unwrap(await answerProposal(desk, measure, 'confirmed')));
    expect(await stateOf(id)).toBe('none');
  });
});

test('the applicant side hears the same of a held case as of any other, and no proxy acts any more', async () => {
  const measure = await record([kaede()]);
  const before = office.crossed.length;
  const held = await office.newCase('school-protected');
  await office.as('gakuji-shuji', async (desk) => unwrap(await receiveCase(desk, held, 1)));
  await office.deliver();
  const told = office.crossed.slice(before);
  const kinds = told.map((one) => one.kind).filter((kind) => kind !== 'application.access');
  const plainFrom = office.crossed.length;
  const plain = await office.newCase('school-received');
  await office.as('gakuji-shuji', async (desk) => unwrap(await receiveCase(desk, plain, 1)));
  await office.deliver();
  expect(kinds).toEqual(office.crossed.slice(plainFrom).map((one) => one.kind));
  const access = told.find((one) => one.kind === 'application.access');
  expect(access?.payload).toMatchObject({ ownerOnly: true });
  expect(Object.keys(access!.payload).sort()).toEqual(['applicationId', 'ownerOnly']);
  await end(measure);
});
