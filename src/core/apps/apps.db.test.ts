import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '#core/definitions';
import { definitionsOf } from '#core/definitions.server';
import type { Answers, DefinedField } from '#core/fields';
import { insertRecord, loadRecord, reviseRecord, selectHistory, shapeOf } from '#core/records.server';
import { unwrap } from '#kernel/result';
import { createKeyring, sealsOf } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { type Building, definition, field, openBuilding, withFields } from './building.testing.ts';
import {
  compareVersions,
  convertAll,
  createApp,
  discardDraft,
  endConversions,
  freeColumns,
  listVersions,
  openDraft,
  publishDraft,
  readPublication,
  restoreApp,
  retireApp,
  reviewDraft,
  rollBack,
  saveDraft,
  selectFailures,
  selectRetired,
} from './index.server.ts';

let house: Building;
beforeAll(async () => {
  house = await openBuilding();
});
afterAll(() => house.close());

const keyring = createKeyring('a secret for tests that is long enough');
const staff = <T>(work: (tx: Tx) => Promise<T>) => house.city.staff.tenant(house.city.code, 'staff', work);
const seals = (tx: Tx) => sealsOf({ tx, keyring, municipality: house.city.code }, 'staff');
const writer = { kind: 'staff', postId: null };
const appOf = (id: string): Promise<App> =>
  staff(async (tx) => (await definitionsOf(tx, house.city.code)).app(id, { on: '2099-01-01' })!.body);
async function insert(appId: string, answers: Answers, body?: App): Promise<string> {
  const id = randomUUID();
  const app = body ?? (await appOf(appId));
  await staff((tx) => insertRecord(tx, seals(tx), app, id, answers, writer));
  return id;
}
const answersOf = async (appId: string, id: string, body?: App) => {
  const app = body ?? (await appOf(appId));
  return (await staff((tx) => loadRecord(tx, app, id)))?.answers;
};
const publication = (id: string) => house.desk(async (desk) => unwrap(await readPublication(desk, id)));

test('a draft becomes a published app with a table, and the next draft begins from it', async () => {
  const appId = await house.publishNew([field(1, 'text'), field(2, 'number')]);
  const app = await appOf(appId);
  expect(app.work?.access[0]?.who).toEqual([{ user: house.actor.id }]);
  const id = await insert(appId, { 1: 'あ', 2: '5' });
  expect(await answersOf(appId, id)).toEqual({ 1: 'あ', 2: '5' });
  const draft = await house.desk(async (desk) => unwrap(await openDraft(desk, appId)));
  expect(draft).toMatchObject({ basedOn: 1, revision: 1, retypes: [] });
  expect(await house.desk((desk) => openDraft(desk, appId), house.other)).toMatchObject({
    ok: false,
    error: { code: 'notFound' },
  });
  expect(await house.desk((desk) => discardDraft(desk, draft))).toMatchObject({ ok: true });
});

test('two people saving the same draft: the second is told, and nothing is overwritten', async () => {
  const draft = await house.desk(async (desk) =>
    unwrap(await createApp(desk, { title: '二人', definition: definition([field(1, 'text')]) })),
  );
  const save = (revision: number, code: string) =>
    house.desk((desk) =>
      saveDraft(desk, {
        appId: draft.appId,
        revision,
        body: withFields(draft.body, [field(1, 'text', { code })]),
      }),
    );
  expect(await save(1, '先')).toMatchObject({ ok: true, value: { draft: { revision: 2 } } });
  expect(await save(1, '後')).toMatchObject({ ok: false, error: { code: 'conflict' } });
});

test('what is wrong is refused with its place, before it is asked for and again by the worker', async () => {
  const draft = await house.desk(async (desk) =>
    unwrap(
      await createApp(desk, {
        title: '誤り',
        definition: definition([field(1, 'text', { visible: '無い項目 = 1' }), field(2, 'bank-account')]),
      }),
    ),
  );
  const asked = await house.desk((desk) => publishDraft(desk, draft));
  expect(!asked.ok && asked.error.issues?.map((one) => one.path)).toEqual(
    expect.arrayContaining(['fields[0].visible', 'fields[1]']),
  );
  // The same with its legal basis.
  const body = definition([field(2, 'bank-account')]);
  const saved = await house.desk(async (desk) =>
    unwrap(
      await saveDraft(desk, {
        ...draft,
        body: {
          ...draft.body,
          ...body,
          work: { ...draft.body.work, title: ['項目2'], legalBasis: '条例第3条' },
        },
      }),
    ),
  );
  const id = await house.desk(async (desk) => unwrap(await publishDraft(desk, saved.draft)).publicationId);
  await house.city.admin.tenant(house.city.code, 'owner', (tx) =>
    sql`UPDATE app_publications SET body = jsonb_set(body, '{work,legalBasis}', '""') WHERE id = ${id}`.execute(
      tx,
    ),
  );
  await house.work();
  expect(await publication(id)).toMatchObject({ state: 'refused', problems: [{ path: 'fields[0]' }] });
});

test('retyped: a new column, values converted in the background, failures listed, old versions still followed', async () => {
  const appId = await house.publishNew([field(1, 'text'), field(2, 'text')]);
  const before = await appOf(appId);
  const ids: string[] = [];
  for (const text of ['12', '1,200円', '３４', '多数', ''])
    ids.push(await insert(appId, { 1: text, 2: 'x' }));
  const edited = (body: App) => withFields(body, [field(1, 'money', { code: '項目1' }), field(2, 'text')]);
  const id = await house.change(appId, edited);
  await house.work({ convert: false });
  expect(await publication(id)).toMatchObject({ state: 'converting', conversions: [{ total: 5, done: 0 }] });
  // Another publishing has to wait, and whoever writes now writes both.
  expect(await house.desk((desk) => rollBack(desk, { appId, version: 1 }))).toMatchObject({ ok: false });
  const during = await insert(appId, { 1: '77' }, before);
  await staff(async (tx) =>
    unwrap(await reviseRecord(tx, seals(tx), before, ids[3]!, 1, { 1: '900' }, writer)),
  );
  await convertAll(house.city.worker, house.city.code, { batch: 2, pauseMs: 0 });
  const done = await publication(id);
  expect(done).toMatchObject({
    state: 'published',
    version: 2,
    conversions: [{ kind: 'convert', done: 6, failed: 0 }, { kind: 'reindex' }],
  });
  const after = await appOf(appId);
  expect(after.fields.map((one) => [one.id, one.type])).toEqual([
    [3, 'money'],
    [2, 'text'],
  ]);
  for (const [index, amount] of ['12', '1200', '34', '900'].entries())
    expect(await answersOf(appId, ids[index]!)).toMatchObject({ 3: amount });
  expect(await answersOf(appId, during)).toEqual({ 3: '77' });
  // A case of the old version goes on as it was, and the new field follows.
  await staff(async (tx) =>
    unwrap(await reviseRecord(tx, seals(tx), before, ids[0]!, 1, { 1: '13' }, writer)),
  );
  expect(await answersOf(appId, ids[0]!, before)).toMatchObject({ 1: '13' });
  expect(await answersOf(appId, ids[0]!)).toMatchObject({ 3: '13' });
  expect(await house.desk((desk) => openDraft(desk, appId))).toMatchObject({
    value: { basedOn: 2, retypes: [] },
  });
});

test('the old field is followed until its last case is closed and a day has passed', async () => {
  const appId = await house.publishNew([field(1, 'text')]);
  const before = await appOf(appId);
  const id = await insert(appId, { 1: '5' });
  await house.change(appId, (body) => withFields(body, [field(1, 'number', { code: '項目1' })]));
  await house.work();
  const owner = (statement: ReturnType<typeof sql>) =>
    house.city.admin.tenant(house.city.code, 'owner', (tx) => statement.execute(tx));
  const end = () => endConversions(house.city.worker, house.city.code);
  const caseId = randomUUID();
  await owner(sql`
    INSERT INTO cases (id, receipt_number, procedure_id, procedure_version, app_id, app_version, record_id, department, state, channel,
      applicant_name, arrived_at, assurance)
    VALUES (${caseId}, ${caseId}, 'x', 1, ${appId}, 1, ${id}, 'X', 'received', 'counter', '', now(), 'none')`);
  expect(await end()).toBe(0);
  await owner(
    sql`UPDATE app_publications SET finished_at = now() - interval '25 hours' WHERE app_id = ${appId}`,
  );
  expect(await end()).toBe(0);
  await staff(async (tx) => unwrap(await reviseRecord(tx, seals(tx), before, id, 1, { 1: '6' }, writer)));
  expect(await answersOf(appId, id)).toEqual({ 2: '6' });
  await owner(sql`UPDATE cases SET closed_at = now() WHERE id = ${caseId}`);
  expect(await end()).toBe(1);
  expect(await end()).toBe(0);
  // What was said in the old field stays for whoever looks back.
  expect(await answersOf(appId, id, before)).toEqual({ 1: '6' });
  // And going back takes the values of today along, over two changes of type.
  await house.change(appId, (body) => withFields(body, [field(2, 'text', { code: '項目1' })]));
  await house.work();
  const third = await appOf(appId);
  await staff(async (tx) => unwrap(await reviseRecord(tx, seals(tx), third, id, 2, { 3: '8' }, writer)));
  await house.desk(async (desk) => unwrap(await rollBack(desk, { appId, version: 1 })));
  await house.work();
  expect(await answersOf(appId, id)).toEqual({ 1: '8' });
});

test('a full table takes new fields in columns that others left; what stood there is in history', async () => {
  const many = (from: number) => Array.from({ length: 339 }, (_, at) => field(from + at, 'text'));
  const appId = await house.publishNew(many(1));
  const id = await insert(appId, { 1: '古い', 2: 'x' });
  const publish = async (fields: DefinedField[]) => {
    await house.change(appId, (body) => ({
      ...withFields(body, fields),
      work: { ...body.work!, title: ['項目2'] },
    }));
    await house.work();
  };
  await publish(many(1).slice(1));
  expect(await freeColumns(house.city.worker, house.city.code)).toBe(1);
  expect(await freeColumns(house.city.worker, house.city.code)).toBe(0);
  const history = await staff((tx) => selectHistory(tx, appId, id));
  expect(history[0]).toMatchObject({ actor_kind: 'system', diff: { 1: ['古い', null] } });
  await publish([...many(1).slice(1), field(400, 'text')]);
  const shape = await staff((tx) => shapeOf(tx, appId));
  expect(shape.columns.find((one) => one.fieldId === 400)).toMatchObject({ place: 'column', column: 'f1' });
  expect(await answersOf(appId, id)).toEqual({ 2: 'x' });
  const app = await appOf(appId);
  await staff(async (tx) => unwrap(await reviseRecord(tx, seals(tx), app, id, 2, { 400: '新' }, writer)));
  expect(await answersOf(appId, id)).toEqual({ 2: 'x', 400: '新' });
});

test('values that do not fit stay where they are and are listed; going back brings the old field up to date', async () => {
  const appId = await house.publishNew([field(1, 'text')]);
  const first = await insert(appId, { 1: '5' });
  const odd = await insert(appId, { 1: '約五' });
  const id = await house.change(appId, (body) => withFields(body, [field(1, 'number', { code: '項目1' })]));
  await house.work();
  const [conversion] = (await publication(id)).conversions;
  expect(conversion).toMatchObject({ failed: 1, state: 'done' });
  const failures = await staff((tx) => selectFailures(tx, conversion!.id, null, 10));
  expect(failures).toEqual([{ recordId: odd, reason: expect.any(String) }]);
  expect(JSON.stringify(failures)).not.toContain('約五');
  const second = await appOf(appId);
  await staff(async (tx) => unwrap(await reviseRecord(tx, seals(tx), second, first, 1, { 2: '6' }, writer)));
  const back = await house.desk(
    async (desk) => unwrap(await rollBack(desk, { appId, version: 1 })).publicationId,
  );
  await house.work();
  expect(await publication(back)).toMatchObject({ state: 'published', version: 3, rolledBackTo: 1 });
  expect(await answersOf(appId, first)).toEqual({ 1: '6' });
  expect(await answersOf(appId, odd)).toEqual({ 1: '約五' });
});

test('retired fields keep their values and come back with them; versions are listed and compared in words', async () => {
  const appId = await house.publishNew([field(1, 'text'), field(2, 'text')]);
  const id = await insert(appId, { 1: 'a', 2: 'b' });
  await house.change(appId, (body) => withFields(body, [field(1, 'text', { label: { ja: '新しい名前' } })]));
  await house.work();
  expect(await answersOf(appId, id)).toEqual({ 1: 'a' });
  const words = await house.desk(async (desk) =>
    unwrap(await compareVersions(desk, { appId, from: 1, to: 2 })),
  );
  expect(words.map((one) => one.kind)).toEqual(['field-renamed', 'field-retired', 'form']);
  await house.desk(async (desk) => unwrap(await rollBack(desk, { appId, version: 1, note: '戻す' })));
  await house.work();
  expect(await answersOf(appId, id)).toEqual({ 1: 'a', 2: 'b' });
  const versions = await house.desk(async (desk) => unwrap(await listVersions(desk, appId)));
  expect(versions.map((one) => [one.version, one.note, one.rolledBackTo])).toEqual([
    [3, '戻す', 1],
    [2, '', null],
    [1, '', null],
  ]);
});

test('formulas that are new or changed are calculated for the records that are there', async () => {
  const appId = await house.publishNew([field(1, 'number')]);
  const id = await insert(appId, { 1: '4' });
  const formula = (text: string) => field(2, 'formula', { code: '倍', options: { formula: text } });
  await house.change(appId, (body) => withFields(body, [field(1, 'number'), formula('項目1 * 2')]));
  await house.work();
  expect(await answersOf(appId, id)).toEqual({ 1: '4', 2: '8' });
  await house.change(appId, (body) => withFields(body, [field(1, 'number'), formula('項目1 * 3')]));
  await house.work();
  expect(await answersOf(appId, id)).toEqual({ 1: '4', 2: '12' });
});

test('a review says beforehand what publishing does to the records that are there', async () => {
  const appId = await house.publishNew([field(1, 'text'), field(2, 'text'), field(3, 'number')]);
  const ids: string[] = [];
  for (const [one, three] of [
    ['12', '5'],
    ['多数', '200'],
    ['3', '7'],
  ])
    ids.push(await insert(appId, { 1: one!, 2: 'x', 3: three! }));
  const review = await house.desk(async (desk) => {
    const draft = unwrap(await openDraft(desk, appId));
    const fields = [
      field(1, 'number', { code: '項目1' }),
      field(3, 'number', { options: { max: 100 } }),
      ...Array.from({ length: 345 }, (_, at) => field(100 + at, 'text')),
    ];
    unwrap(await saveDraft(desk, { ...draft, body: withFields(draft.body, fields) }));
    return unwrap(await reviewDraft(desk, appId));
  });
  expect(review.problems.filter((one) => one.level === 'error')).toEqual([]);
  expect(review.records).toBe(3);
  expect(review.effects).toMatchObject([
    { kind: 'overflow' },
    { kind: 'values-kept', field: 2, records: 3 },
    { kind: 'conversion', records: 1, estimated: false, examples: [ids[1]] },
    { kind: 'rule', field: 3, records: 1, examples: [ids[1]] },
  ]);
  expect(review.changes.slice(0, 2).map((one) => one.kind)).toEqual(['field-retyped', 'field-changed']);
});

test('records that were there are found by what their fields became', async () => {
  const appId = await house.publishNew([field(1, 'number')]);
  const id = await insert(appId, { 1: '31415' });
  const table = `r_${appId.replaceAll('-', '_')}_t`;
  await house.change(appId, (body) => withFields(body, [field(1, 'text', { code: '項目1' })]));
  await house.work();
  const { rows } = await house.city.admin.tenant(house.city.code, 'owner', (tx) =>
    sql<{ record_id: string; words: string }>`SELECT record_id, words FROM ${sql.id(table)}`.execute(tx),
  );
  expect(rows).toEqual([{ record_id: id, words: expect.stringContaining('31415') }]);
  const stale = await house.city.admin.tenant(house.city.code, 'owner', (tx) =>
    sql`SELECT 1 FROM app_tables WHERE app_id = ${appId} AND shape #> '{search,stale}' = 'true'`.execute(tx),
  );
  expect(stale.rows).toEqual([]);
});

test('an app is taken out of use and back; a worker that is delivered the same publishing twice does it once', async () => {
  const appId = await house.publishNew([field(1, 'text')]);
  await house.desk(async (desk) => unwrap(await retireApp(desk, { appId, reason: '終わった' })));
  expect([...(await staff(selectRetired))]).toContain(appId);
  await house.desk(async (desk) => unwrap(await restoreApp(desk, appId)));
  expect([...(await staff(selectRetired))]).not.toContain(appId);
  const id = await house.change(appId, (body) => withFields(body, [field(1, 'text'), field(2, 'text')]));
  await house.work();
  const { rows } = await house.city.admin.tenant(house.city.code, 'owner', (tx) =>
    sql`UPDATE outbox SET delivered_at = NULL, relayed_at = NULL WHERE kind = 'app.publish' AND payload ->> 'publicationId' = ${id} RETURNING id`.execute(
      tx,
    ),
  );
  expect(rows).toHaveLength(1);
  await house.work();
  expect(await publication(id)).toMatchObject({ state: 'published', version: 2 });
  expect((await house.desk(async (desk) => unwrap(await listVersions(desk, appId)))).length).toBe(2);
});
