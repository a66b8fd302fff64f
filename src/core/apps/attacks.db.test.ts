/** Definitions that nobody means well with, and drafts as a way to what one may not see. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '#core/definitions';
import { definitionsOf } from '#core/definitions.server';
import { insertRecord, selectShape } from '#core/records.server';
import { unwrap } from '#kernel/result';
import { createKeyring, sealsOf } from '#platform/crypto.server';
import { type Building, definition, field, openBuilding } from './building.testing.ts';
import {
  checkDraft,
  createApp,
  openDraft,
  publishDraft,
  readPublication,
  reviewDraft,
  saveDraft,
} from './index.server.ts';

let house: Building;
beforeAll(async () => {
  house = await openBuilding();
});
afterAll(() => house.close());

const many = (count: number, make: (n: number) => object) =>
  Array.from({ length: count }, (_one, n) => ({ ...field(n + 1, 'text'), ...make(n) }));

const hostile: Record<string, Partial<App>> = {
  'names every object answers to': definition([
    field(1, 'text', { code: '__proto__' }),
    field(2, 'text', { code: 'constructor' }),
    field(3, 'text', { code: 'hasOwnProperty' }),
  ]),
  'ids twice': definition([field(1, 'text'), field(1, 'number', { code: 'b' })]),
  'codes twice': definition([field(1, 'text', { code: 'a' }), field(2, 'number', { code: 'a' })]),
  'a field that is calculated from itself, and two from each other': definition([
    field(4, 'text'),
    field(1, 'formula', { options: { formula: '項目2 + 1', result: 'number' } }),
    field(2, 'formula', { options: { formula: '項目1 + 1', result: 'number' } }),
    field(3, 'formula', { options: { formula: '項目3 + 1', result: 'number' } }),
  ]),
  'ten thousand fields': definition(many(9999, () => ({})) as never),
  'four hundred calculations that all use each other': definition(
    many(400, (n) =>
      n === 0
        ? { type: 'number' }
        : {
            type: 'formula',
            options: { formula: n < 2 ? '項目1 + 1' : `項目${n} + 項目${n - 1}`, result: 'number' },
          },
    ) as never,
  ),
  'a formula that is very deep': definition([
    field(1, 'text'),
    field(2, 'formula', {
      options: { formula: `${'NOT('.repeat(700)}TRUE${')'.repeat(700)}`, result: 'boolean' },
    }),
  ]),
  'a label that is markup': definition([field(1, 'text', { label: { ja: '<script>alert(1)</script>' } })]),
  'a label with half a character': definition([field(1, 'text', { label: { ja: 'a\ud800' } })]),
  'a label with the character of number 0': definition([field(1, 'text', { label: { ja: 'a\u0000' } })]),
  'a code that quotes': definition([field(1, 'text', { code: 'a"; DROP TABLE staff; --' })]),
  'a lookup of itself': definition([
    field(1, 'text'),
    field(2, 'lookup', { options: { app: 'self', key: '項目1', copy: [{ from: '項目1', to: '項目1' }] } }),
  ]),
  'an id that is none': definition([field(1e9, 'text'), field(-1, 'text', { code: 'b' })]),
  'a huge number of choices': definition([
    field(1, 'choice', {
      options: {
        choices: Array.from({ length: 50_000 }, (_one, n) => ({ value: `v${n}`, label: { ja: `v${n}` } })),
      },
    }),
  ]),
  'as many rules as there may be': {
    ...definition([field(1, 'number')]),
    work: {
      department: '0301',
      title: ['項目1'],
      access: Array.from({ length: 100 }, (_one, n) => ({
        who: [{ everyone: true }],
        may: n === 0 ? ['view', 'manage'] : ['view'],
        ...(n === 0 ? {} : { when: `項目1 > ${n}` }),
      })),
    } as never,
  },
};

const refusedOnes = new Set([
  'names every object answers to',
  'ids twice',
  'codes twice',
  'a field that is calculated from itself, and two from each other',
  'ten thousand fields',
  'a formula that is very deep',
  'a label with half a character',
  'a label with the character of number 0',
  'a code that quotes',
  'a lookup of itself',
  'an id that is none',
  'a huge number of choices',
]);

test.each(Object.entries(hostile))(
  'a definition with %s is refused or works, and nothing falls over',
  async (name, body) => {
    const made = await house.desk((desk) => createApp(desk, { title: '攻撃', definition: body }));
    const asked = made.ok ? await house.desk((desk) => publishDraft(desk, made.value)) : made;
    expect(asked.ok, JSON.stringify(asked).slice(0, 500)).toBe(!refusedOnes.has(name));
    if (!made.ok) return;
    const saved = await house.desk((desk) => saveDraft(desk, { ...made.value, body: made.value.body }));
    expect(saved.ok).toBe(true);
    unwrap(await house.desk((desk) => reviewDraft(desk, made.value.appId)));
    if (!asked.ok) return;
    await house.work();
    const shape = await house.desk(({ tx }) => selectShape(tx, made.value.appId));
    expect(shape?.columns.filter((one) => one.place !== 'system')).toHaveLength(body.fields?.length ?? 0);
  },
);

const keyring = createKeyring('a secret for tests that is long enough');

test('reviewing a draft tells its builder nothing of values that they may not read', async () => {
  const everyone = [{ everyone: true as const }];
  const appId = await house.publishNew([field(1, 'text'), field(2, 'number'), field(3, 'number')], {
    work: {
      department: house.actor.post!.department,
      title: ['項目1'],
      access: [
        { who: everyone, may: ['view', 'edit', 'add'], when: '項目3 < 100' },
        { who: [{ user: house.actor.id! }], may: ['manage'] },
      ],
      fieldAccess: [{ fields: ['項目2'], read: [] }],
      views: [],
      unique: [],
    } as never,
  });
  for (const [n, secret] of [5, 50, 500].entries())
    await house.city.staff.tenant(house.city.code, 'staff', async (tx) => {
      const app = (await definitionsOf(tx, house.city.code)).app(appId, { on: '2099-01-01' })!.body;
      const seals = sealsOf({ tx, keyring, municipality: house.city.code }, 'staff');
      const answers = { 1: `件${n}`, 2: String(secret), 3: String(secret) };
      await insertRecord(tx, seals, app as never, randomUUID(), answers, { kind: 'staff', postId: null });
    });
  // Whoever manages an app sees its records; those who oversee all apps need not.
  const overseer = { ...house.actor, post: { ...house.actor.post!, roles: ['administration' as const] } };
  const draft = unwrap(await house.desk((desk) => openDraft(desk, appId), overseer));
  const review = async (rule: string) => {
    const checks = [{ rule, message: { ja: 'だめ' } }];
    const fields = draft.body.fields.map((one) => (one.id === 1 ? { ...one, checks } : one));
    await house.desk(
      async (desk) =>
        saveDraft(desk, { ...unwrap(await openDraft(desk, appId)), body: { ...draft.body, fields } }),
      overseer,
    );
    return unwrap(await house.desk((desk) => reviewDraft(desk, appId), overseer)).effects;
  };
  const told = (effects: Awaited<ReturnType<typeof review>>) =>
    effects.map(({ kind, records, examples }) => [kind, records, examples.length]);
  // Of the record out of sight, and of the masked field, the answer is the same whatever the draft asks.
  expect(told(await review('項目2 > 10'))).toEqual(told(await review('項目2 > 400')));
  expect(told(await review('項目3 > 10'))).toEqual([
    ['rule', 1, 1],
    ['unseen', 0, 0],
  ]);
  expect(told(await review('項目3 < 400'))).toEqual([['unseen', 0, 0]]);
});

test('nobody publishes what they may not manage any more when it is done, nor after they left', async () => {
  const rules = (id: string) =>
    ({
      department: house.actor.post!.department,
      title: ['項目1'],
      access: [
        { who: [{ user: house.other.id! }], may: ['view', 'manage'] },
        { who: [{ user: id }], may: ['view', 'manage'] },
      ],
    }) as never;
  const appId = await house.publishNew([field(1, 'text')], { work: rules(house.actor.id!) });
  const relabel = (body: App): App => ({ ...body, title: { ja: '横取り' } });
  const asked = await house.change(appId, relabel);
  // Meanwhile, while the worker was away: the other takes the app from them.
  await house.city.admin.tenant(house.city.code, 'owner', (tx) =>
    sql`UPDATE definitions SET body = jsonb_set(body, '{work}', ${JSON.stringify(rules(house.other.id!))}::jsonb)
      WHERE kind = 'app' AND id = ${appId}`.execute(tx),
  );
  await house.work();
  const read = (id: string) => house.desk((desk) => readPublication(desk, id), house.other);
  expect(unwrap(await read(asked))).toMatchObject({
    state: 'refused',
    problems: [{ ja: expect.stringContaining('管理していません') }],
  });
  // One whose values are still being converted is asked again at its end.
  const retyped = await house.desk(async (desk) => {
    const draft = unwrap(await openDraft(desk, appId));
    const fields = draft.body.fields.map((one) => ({ ...one, type: 'number', options: {} })) as App['fields'];
    const saved = unwrap(await saveDraft(desk, { ...draft, body: { ...draft.body, fields } }));
    return unwrap(await publishDraft(desk, saved.draft)).publicationId;
  }, house.other);
  await house.work({ convert: false });
  expect(unwrap(await read(retyped)).state).toBe('converting');
  const suspend = (at: Date | null) =>
    house.city.admin.tenant(house.city.code, 'owner', (tx) =>
      sql`UPDATE staff SET suspended_at = ${at} WHERE id = ${house.other.id}`.execute(tx),
    );
  await suspend(new Date());
  await house.work();
  await suspend(null);
  expect(unwrap(await read(retyped)).state).toBe('refused');
});

test('checks tell a builder nothing of an app out of their sight, and let stand what was agreed', async () => {
  const department = house.actor.post!.department;
  const mine = (id: string, act: string) => ({ who: [{ user: id }], may: ['view', act] });
  const hidden = await house.publishNew(
    [field(1, 'text'), field(2, 'text', { code: '秘密' }), field(3, 'text')],
    {
      work: { department, title: ['項目1'], access: [mine(house.actor.id!, 'manage')] } as never,
    },
  );
  const lookup = (...from: string[]) =>
    field(1, 'lookup', {
      options: {
        app: hidden,
        key: '項目1',
        copy: from.map((code, index) => ({ from: code, to: `項目${index + 2}` })),
      },
    });
  const visits = (one: ReturnType<typeof lookup>) => definition([one, field(2, 'text'), field(3, 'text')]);
  const ask = (body: Partial<App>, published: App | null, who = house.other) =>
    house.desk(async (desk) => {
      const whole = { kind: 'app', id: 'probe', title: { ja: 'x' }, effectiveFrom: '2026-04-01', ...body };
      const problems = await checkDraft(
        desk,
        { standardisedSystem: 'own-measure', summary: [], ...whole } as unknown as App,
        published,
      );
      return problems.filter((one) => one.level === 'error').map(({ path, ja }) => [path, ja]);
    }, who);
  expect(await ask(visits(lookup('秘密')), null, house.actor)).toEqual([]);
  // Of somebody who may not see it, a code that is there and one that is not get the same answer: as of no app at all.
  const none = await ask(visits(lookup('秘密')), null);
  expect(none).toEqual([['fields[0].options.app', expect.stringContaining('がありません')]]);
  expect(await ask(visits(lookup('ない項目')), null)).toEqual(none);
  // What was published for somebody who could see it stands; more cannot be asked by adding to it.
  const agreed = visits(lookup('項目3')) as App;
  expect(await ask(agreed, agreed)).toEqual([]);
  const more = await ask(visits(lookup('項目3', '秘密')), agreed);
  expect(more).toEqual([['fields[0].options.copy[1].from', expect.stringContaining('秘密')]]);
  const wrong = await ask(visits(lookup('項目3', 'ない項目')), agreed);
  expect(wrong.map(([path, ja]) => [path, ja?.replace('ない項目', '秘密')])).toEqual(more);
});
