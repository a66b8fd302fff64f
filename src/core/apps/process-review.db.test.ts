/** What the review of a draft says of processes: records in states that go away, and effects of others that would find no field. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '#core/definitions';
import { unwrap } from '#kernel/result';
import { type Building, field, openBuilding, withFields } from './building.testing.ts';
import { openDraft, reviewDraft, saveDraft } from './index.server.ts';

let house: Building;
beforeAll(async () => {
  house = await openBuilding();
});
afterAll(() => house.close());

const ja = (text: string) => ({ ja: text });
const state = (id: string, title: string, more: object = {}) => ({
  id,
  title: ja(title),
  ...(id === 'new' ? {} : { kind: 'end' }),
  ...more,
});
/** From 受付 to each of the others. */
const processOf = (states: { id: string; title: { ja: string } }[]) => ({
  states,
  acts: states
    .filter(({ id }) => id !== 'new')
    .map(({ id, title }) => ({ id: `to-${id}`, title, from: ['new'], to: id, who: [{ everyone: true }] })),
  routes: [],
  keepers: [],
});
const work = (states: ReturnType<typeof state>[]) =>
  ({
    department: house.actor.post!.department,
    title: ['項目1'],
    access: [{ who: [{ user: house.actor.id! }], may: ['view', 'add', 'edit', 'manage'] }],
    fieldAccess: [],
    views: [],
    unique: [],
    ...(states.length === 0 ? {} : { process: processOf(states) }),
  }) as never;

const reviewed = async (appId: string, edit: (body: App) => App) => {
  const draft = unwrap(await house.desk((desk) => openDraft(desk, appId)));
  unwrap(await house.desk((desk) => saveDraft(desk, { ...draft, body: edit(draft.body) })));
  return unwrap(await house.desk((desk) => reviewDraft(desk, appId)));
};

test('a state that goes away is told with the living records that stand in it, one that is empty is not', async () => {
  const states = [
    state('new', '受付'),
    state('check', '確認中'),
    state('empty', '保留'),
    state('done', '完了'),
  ];
  const appId = await house.publishNew([field(1, 'text')], { work: work(states) });
  await house.city.admin.tenant(house.city.code, 'owner', async (tx) => {
    const table = sql.id(`r_${appId.replaceAll('-', '_')}`);
    for (const [name, deleted] of [
      ['check', false],
      ['check', false],
      ['check', true],
      ['new', false],
    ] as const)
      await sql`INSERT INTO ${table} (id, state, deleted_at) VALUES (${randomUUID()}::uuid, ${name}, ${deleted ? sql`now()` : null})`.execute(
        tx,
      );
  });
  const { effects } = await reviewed(appId, (body) => ({
    ...body,
    work: work([state('new', '受付'), state('done', '完了')]),
  }));
  const gone = effects.filter((one) => one.kind === 'states-gone');
  expect(gone).toMatchObject([{ records: 2, ja: expect.stringContaining('はじめの状態「受付」') }]);
  const { effects: whole } = await reviewed(appId, (body) => ({ ...body, work: work([]) }));
  expect(whole.filter((one) => one.kind === 'states-gone').map((one) => one.records)).toEqual([1, 2]);
});

test('whoever changes an app hears which effects of others fill its fields, and only of what the change breaks', async () => {
  const filled = [field(1, 'text'), field(2, 'number'), field(3, 'text')];
  const target = await house.publishNew(filled, { work: work([]) });
  const values = { 項目1: '項目1', 項目2: '5', 項目3: '項目1' };
  const create = { kind: 'create', app: target, values };
  await house.publishNew([field(1, 'text')], {
    work: work([state('new', '受付'), state('done', '納品', { effects: [create] })]),
  });
  const warned = async (fields: ReturnType<typeof field>[]) =>
    (await reviewed(target, (body) => withFields(body, fields))).problems
      .filter((one) => one.level === 'warning' && one.ja.includes('自動処理'))
      .map((one) => one.ja);
  expect(await warned([...filled, field(4, 'text')])).toEqual([]);
  const said = await warned([
    field(1, 'text', { code: '品名' }),
    field(5, 'date', { code: '項目2' }),
    field(6, 'text', { required: true }),
  ]);
  expect(said).toEqual([
    expect.stringContaining('業務アプリ「試しのアプリ」の状態「納品」の自動処理'),
    expect.stringContaining('「項目2」の種類が変わります'),
    expect.stringContaining('「項目3」がなくなります'),
    expect.stringContaining('必須になる項目「項目 6」'),
  ]);
  expect(said[0]).toContain('「項目1」が「品名」になります');
});
