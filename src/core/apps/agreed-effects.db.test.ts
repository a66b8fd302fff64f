/** What a process writes in an app that its builder has no right in: only what somebody published who may write it there. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App, Effect } from '#core/definitions';
import { unwrap } from '#kernel/result';
import { type Building, definition, field, openBuilding } from './building.testing.ts';
import { openDraft, publishDraft, readPublication, saveDraft } from './index.server.ts';

let house: Building;
let target: string;
let source: string;
beforeAll(async () => {
  house = await openBuilding();
  target = await house.publishNew([field(1, 'text'), field(2, 'text'), field(3, 'text')], {
    work: owned([house.actor.id!]),
  });
  // A colleague who may refer to the other app built it; both manage it.
  source = await house.publishNew(fields(), { work: managed() });
});
afterAll(() => house.close());

function owned(ids: string[]): never {
  return {
    department: house.actor.post!.department,
    title: ['項目1'],
    access: ids.map((user) => ({ who: [{ user }], may: ['view', 'add', 'edit', 'manage'] })),
  } as never;
}

/** Two references, which name the first field there. */
function fields() {
  const reference = (id: number) => field(id, 'reference', { options: { app: target, detail: ['項目1'] } });
  return [field(1, 'text'), reference(2), reference(3), field(4, 'text')];
}

function managed(start: Effect[] = [], finish: Effect[] = []): never {
  const process = {
    states: [
      { id: 'new', title: { ja: '受付' }, ...(start.length === 0 ? {} : { effects: start }) },
      { id: 'done', title: { ja: '完了' }, kind: 'end', lock: 'open' },
    ],
    acts: [
      {
        id: 'finish',
        title: { ja: '完了にする' },
        from: ['new'],
        to: 'done',
        who: [{ everyone: true }],
        ...(finish.length === 0 ? {} : { effects: finish }),
      },
    ],
  };
  return { ...(owned([house.actor.id!, house.other.id!]) as object), process } as never;
}

const update = (values: Record<string, string>, record = '項目2'): Effect =>
  ({ kind: 'update', record, values }) as Effect;
const create = (values: Record<string, string>): Effect =>
  ({ kind: 'create', app: target, values }) as Effect;

const ask = (who: Building['actor'], edit: (body: App) => App) =>
  house.desk(async (desk) => {
    const draft = unwrap(await openDraft(desk, source));
    const saved = unwrap(await saveDraft(desk, { ...draft, body: edit(draft.body) }));
    return publishDraft(desk, saved.draft);
  }, who);

/** Why it was not published, in words; nothing: it was. */
async function refusals(who: Building['actor'], edit: (body: App) => App): Promise<string[]> {
  const asked = await ask(who, edit);
  if (!asked.ok) return (asked.error.issues ?? []).map(({ path, message }) => `${path} ${message}`);
  await house.work();
  const done = unwrap(await house.desk((desk) => readPublication(desk, asked.value.publicationId), who));
  return done.state === 'published' ? [] : done.problems.map(({ path, ja }) => `${path} ${ja}`);
}

const withEffects =
  (start: Effect[], finish: Effect[] = []) =>
  (body: App): App => ({ ...body, work: managed(start, finish) });

/** Who has rights in the other app from now on. */
const hand = (...ids: string[]) =>
  house.city.admin.tenant(house.city.code, 'owner', (tx) =>
    sql`UPDATE definitions SET body = jsonb_set(body, '{work}', ${JSON.stringify(owned(ids))}::jsonb)
      WHERE kind = 'app' AND id = ${target}`.execute(tx),
  );

test('an effect on an app out of sight is published by somebody with rights there, and stands for the others only as it is', async () => {
  const { actor, other } = house;
  const on = (list: string, position = 0) => `work.process.${list}[0].effects[${position}]`;
  // A reference agreed to, and fields that it names, are no consent to writing.
  const added = await refusals(
    other,
    withEffects([], [update({ 項目1: '項目1' }), create({ 項目1: '項目1' })]),
  );
  expect(added).toEqual([
    expect.stringMatching(/\.record 操作「完了にする」.*変更できる人でないと公開できません/),
    expect.stringMatching(/\.app 操作「完了にする」.*追加できる人でないと公開できません/),
  ]);
  expect(added.map((one) => one.split(' ')[0])).toEqual([`${on('acts')}.record`, `${on('acts', 1)}.app`]);

  // Of a field that no reference names, too: it stays checked when others publish.
  const agreed = [update({ 項目1: '項目1', 項目2: '"済"' }), create({ 項目3: '項目1' })];
  expect(await refusals(actor, withEffects([], agreed))).toEqual([]);
  const relabelled = (body: App): App => ({ ...body, title: { ja: '別の名前' } });
  expect(await refusals(other, relabelled)).toEqual([]);

  const [first, second] = agreed as [Effect, Effect];
  const changed: [Effect[], Effect[]][] = [
    // Another value, another field there, another record, another state, one more.
    [[], [update({ 項目1: '"上書き"', 項目2: '"済"' }), second]],
    [[], [update({ 項目1: '項目1' }), second]],
    [[], [update({ 項目1: '項目1', 項目2: '"済"' }, '項目3'), second]],
    [[first], [second]],
    [[], [first, create({ 項目1: '項目1' })]],
    [[], [first, second, create({ 項目1: '項目4' })]],
  ];
  for (const [start, finish] of changed) {
    const told = await refusals(other, withEffects(start, finish));
    expect(told).toEqual([expect.stringContaining('公開されている処理と違います')]);
  }
  expect(await refusals(other, withEffects([], [second]))).toEqual([]);
  expect(await refusals(actor, withEffects([], [update({ 項目2: '"上書き"' }), second]))).toEqual([]);
});

test('the worker asks again for rights in the other app, before values are converted and after', async () => {
  const { actor, other } = house;
  const state = (id: string) => house.desk(async (desk) => unwrap(await readPublication(desk, id)), other);
  const more = (value: string) => withEffects([], [update({ 項目1: value })]);
  const retyped = (body: App): App => ({
    ...more('"二"')(body),
    fields: body.fields.map((one) =>
      one.id === 4 ? { ...one, type: 'number', options: {} } : one,
    ) as App['fields'],
  });
  await hand(actor.id!, other.id!);
  const plain = unwrap(await ask(other, more('"一"'))).publicationId;
  await hand(actor.id!);
  await house.work();
  expect(await state(plain)).toMatchObject({
    state: 'refused',
    problems: [{ ja: expect.stringContaining('公開されている処理と違います') }],
  });
  await hand(actor.id!, other.id!);
  const converted = unwrap(await ask(other, retyped)).publicationId;
  await house.work({ convert: false });
  expect((await state(converted)).state).toBe('converting');
  await hand(actor.id!);
  await house.work();
  expect(await state(converted)).toMatchObject({
    state: 'refused',
    problems: [{ ja: expect.stringContaining('公開されている処理と違います') }],
  });
});

test('records that it was agreed to make are made on, also when no field refers to the other app any more', async () => {
  const { actor, other } = house;
  await hand(actor.id!);
  const made = withEffects([], [create({ 項目3: '項目1' })]);
  expect(await refusals(actor, made)).toEqual([]);
  const alone = (body: App): App => ({
    ...made(body),
    ...(definition([field(1, 'text'), field(4, 'text')]) as Pick<App, 'fields' | 'form'>),
  });
  expect(await refusals(other, alone)).toEqual([]);
  // What it takes its values from is theirs to keep.
  const broken = (body: App): App => ({ ...alone(body), work: managed([], [create({ 項目3: '項目9' })]) });
  expect((await refusals(other, broken)).join(' ')).toContain('項目9');
});
