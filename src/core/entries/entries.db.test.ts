import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Line } from '#core/fields';
import type { StaffActor } from '#core/policy';
import { aboutRecords, selectHistory } from '#core/records.server';
import { openAnswers, recordPlace } from '#core/sealing.server';
import { unwrap } from '#kernel/result';
import { auditOf, field, keyring, openStudio, type Studio, workApp } from './fixture.testing.ts';
import {
  addRecord,
  cancelBulk,
  commentOnRecord,
  continueRun,
  deleteRecord,
  editRecord,
  eraseExpired,
  findDuplicates,
  followRecord,
  linkRecords,
  mergeRecords,
  readComments,
  readLinks,
  restoreRecord,
  runProgress,
  runResults,
  startBulkDelete,
  startBulkEdit,
  undoChange,
} from './index.server.ts';

let studio: Studio;
let saori: StaffActor;
let other: StaffActor;

const everyone = [{ everyone: true as const }];
const all = ['view', 'add', 'edit', 'delete'] as const;
const lost = workApp(
  'lost-things',
  [
    field(1, '品名', 'text', { required: true }),
    field(2, '金額', 'number'),
    field(3, '公開', 'yes-no'),
    field(4, '届出人', 'text'),
    field(5, '倍額', 'formula', { options: { formula: '金額 * 2' } }),
    field(6, '明細', 'lines', { fields: [field(61, '内容'), field(62, '数', 'number')] }),
    field(7, '管理番号'),
    field(8, '作成者', 'created-by'),
    field(9, '理由', 'text', { visible: '公開 = TRUE' }),
  ],
  {
    access: [{ who: everyone, may: [...all] }],
    fieldAccess: [{ fields: ['届出人'], read: [{ who: [{ field: '作成者' }] }] }],
    unique: [['管理番号']],
  },
);

beforeAll(async () => {
  studio = await openStudio();
  saori = await studio.actor('gakuji-shuji');
  other = await studio.actor('shiminzei-shuji');
  await studio.publish(lost);
  await studio.city.admin.tenant(studio.city.code, 'owner', (tx) =>
    sql`CREATE UNIQUE INDEX ON r_lost_things (f7) WHERE deleted_at IS NULL`.execute(tx),
  );
});
afterAll(() => studio.city.close());

const add = async (answers: object, who = saori) =>
  unwrap(await studio.as(who, (desk) => addRecord(desk, lost.id, answers as never))).id;
const edit = (id: string, revision: number, changes: object, who = saori) =>
  studio.as(who, (desk) => editRecord(desk, lost.id, id, { revision, changes: changes as never }));

test('a record is added as typed, calculated and signed; what is missing is named, what is nobody’s to write is not there', async () => {
  const id = await add({ 1: '　かさ ', 2: '１，２００', 4: '山田' });
  expect(await studio.stored(lost, id)).toEqual({ 1: 'かさ', 2: '1200', 4: '山田', 5: '2400', 8: saori.id });
  const wrong = await studio.as(saori, (desk) =>
    addRecord(desk, lost.id, { 2: 'たくさん', 5: '1' } as never),
  );
  expect(!wrong.ok && wrong.error.issues?.map((one) => one.path)).toEqual(['f5']);
  const empty = await studio.as(saori, (desk) => addRecord(desk, lost.id, { 2: 'たくさん' }));
  expect(!empty.ok && [...new Set(empty.error.issues?.map((one) => one.path))].sort()).toEqual(['f1', 'f2']);
});

test('disjoint changes merge, overlapping ones give both values, lines too', async () => {
  const lines = (...entries: [string, string][]) =>
    entries.map(([key, text]) => ({ key, values: { 61: text } })) as unknown as Line[];
  const id = await add({ 1: 'a', 2: '1', 6: lines(['k1', 'x'], ['k2', 'y']) });
  expect(await edit(id, 1, { 1: 'A', 6: lines(['k1', 'X'], ['k2', 'y']) })).toMatchObject({
    ok: true,
    value: { revision: 2 },
  });
  expect(await edit(id, 1, { 2: '5', 6: lines(['k1', 'x'], ['k2', 'Y']) }, other)).toMatchObject({
    ok: true,
  });
  expect(await studio.stored(lost, id)).toMatchObject({
    1: 'A',
    2: '5',
    5: '10',
    6: lines(['k1', 'X'], ['k2', 'Y']),
  });
  const clash = await edit(id, 1, { 1: 'B' }, other);
  expect(clash).toMatchObject({
    ok: false,
    error: { code: 'conflict', overlaps: [{ path: '1', base: 'a', theirs: 'A', yours: 'B' }] },
  });
});

test('a masked field is not there to be written, and survives what others change; what hides it empties only what one may edit', async () => {
  const id = await add({ 1: '財布', 3: true, 4: '山田', 9: '拾得' });
  const refused = await edit(id, 1, { 4: '鈴木' }, other);
  expect(!refused.ok && refused.error.issues).toEqual([{ path: 'f4', message: 'この項目はありません。' }]);
  unwrap(await edit(id, 1, { 1: 'かばん', 3: false }, other));
  expect(await studio.stored(lost, id)).toMatchObject({ 1: 'かばん', 3: false, 4: '山田' });
  expect((await studio.stored(lost, id))?.['9']).toBeUndefined();
});

test('a unique key names the field, and the other record only to who may see it', async () => {
  const id = await add({ 1: 'x', 7: 'N-1' });
  const twice = await studio.as(saori, (desk) => addRecord(desk, lost.id, { 1: 'y', 7: 'N-1' }));
  expect(twice).toMatchObject({ ok: false, error: { code: 'invalid', twin: id, issues: [{ path: 'f7' }] } });
  const third = await add({ 1: 'z', 7: 'N-2' });
  expect(await edit(third, 1, { 7: 'N-1' })).toMatchObject({ ok: false, error: { twin: id } });
  unwrap(await studio.as(saori, (desk) => deleteRecord(desk, lost.id, id, 1)));
  unwrap(await edit(third, 1, { 7: 'N-1' }));
  expect(await studio.as(saori, (desk) => restoreRecord(desk, lost.id, id))).toMatchObject({
    ok: false,
    error: { twin: third },
  });
});

test('a number that may be an individual number is told, not refused', async () => {
  const saved = unwrap(
    await studio.as(saori, (desk) => addRecord(desk, lost.id, { 1: '番号 1234 5678 9018' })),
  );
  expect(saved.warnings.map((one) => [one.kind, one.path])).toEqual([['individual-number', 'f1']]);
});

test('deleted records come back for 30 days, then they are gone with everything about them', async () => {
  const id = await add({ 1: '傘' });
  expect(await studio.as(saori, (desk) => deleteRecord(desk, lost.id, id, 7))).toMatchObject({
    error: { code: 'conflict' },
  });
  unwrap(
    await studio.as(saori, (desk) =>
      commentOnRecord(desk, lost.id, id, { body: '持ち主から電話', mentions: [] }),
    ),
  );
  unwrap(await studio.as(saori, (desk) => deleteRecord(desk, lost.id, id, 1)));
  expect(await edit(id, 2, { 1: 'x' })).toMatchObject({ error: { code: 'notFound' } });
  expect(await studio.as(saori, (desk) => readComments(desk, lost.id, id))).toMatchObject({
    error: { code: 'notFound' },
  });
  unwrap(await studio.as(saori, (desk) => restoreRecord(desk, lost.id, id)));
  expect(await studio.stored(lost, id)).toMatchObject({ 1: '傘' });
  unwrap(await studio.as(saori, (desk) => deleteRecord(desk, lost.id, id, 3)));
  expect(await eraseExpired(studio.city.worker, studio.city.code)).toBe(0);
  await studio.city.admin.tenant(studio.city.code, 'owner', (tx) =>
    sql`UPDATE r_lost_things SET deleted_at = now() - interval '31 days' WHERE id = ${id}`.execute(tx),
  );
  expect(await studio.as(saori, (desk) => restoreRecord(desk, lost.id, id))).toMatchObject({
    error: { code: 'gone' },
  });
  expect(await eraseExpired(studio.city.worker, studio.city.code)).toBe(1);
  const left = await studio.city.admin.tenant(studio.city.code, 'owner', async (tx) => {
    const found: string[] = [];
    const { rows } = await sql<{ name: string }>`
      SELECT c.relname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attname = 'record_id'`.execute(
      tx,
    );
    for (const { name } of rows)
      if ((await sql`SELECT FROM ${sql.id(name)} WHERE record_id = ${id}`.execute(tx)).rows.length > 0)
        found.push(name);
    return found;
  });
  expect(left).toEqual([]);
});

test('every table that speaks of records is known to the erasing of records', async () => {
  const { rows } = await studio.city.admin.tenant(studio.city.code, 'owner', (tx) =>
    sql<{ name: string; app: boolean; cascades: boolean }>`
      SELECT c.relname AS name,
        EXISTS (SELECT FROM pg_attribute b WHERE b.attrelid = c.oid AND b.attname = 'app_id') AS app,
        EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confdeltype = 'c'
          AND a.attnum = ANY (k.conkey)) AS cascades
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attname = 'record_id'`.execute(
      tx,
    ),
  );
  // A case ends by disposal; where a merged record leads is kept with the survivor; runs and conversions of types say what became of an id, no value.
  const elsewhere = ['cases', 'record_merges', 'record_run_items', 'app_conversion_failures'];
  const unknown = rows.filter(
    ({ name, app, cascades }) =>
      !elsewhere.includes(name) && (app ? !aboutRecords.some((one) => one === name) : !cascades),
  );
  expect(unknown).toEqual([]);
});

test('one takes back one’s own last change, unless somebody changed the same since', async () => {
  const id = await add({ 1: 'a', 2: '1' });
  unwrap(await edit(id, 1, { 1: 'b', 2: '2' }));
  unwrap(await edit(id, 2, { 7: 'U-1' }, other));
  unwrap(await studio.as(saori, (desk) => undoChange(desk, lost.id, id)));
  expect(await studio.stored(lost, id)).toMatchObject({ 1: 'a', 2: '1', 5: '2', 7: 'U-1' });
  unwrap(await edit(id, 4, { 1: 'c' }));
  unwrap(await edit(id, 5, { 1: 'd' }, other));
  const late = await studio.as(saori, (desk) => undoChange(desk, lost.id, id));
  expect(late).toMatchObject({
    ok: false,
    error: { code: 'conflict', overlaps: [{ path: '1', theirs: 'd', yours: 'a' }] },
  });
  const fresh = await add({ 1: 'new' });
  expect(await studio.as(saori, (desk) => undoChange(desk, lost.id, fresh))).toMatchObject({
    error: { code: 'conflict' },
  });
});

test('a run changes each record as if alone, shows where it stands, can be stopped, and leaves one audit row a batch', async () => {
  const ids = [
    await add({ 1: 'r1', 2: '1' }),
    await add({ 1: 'r2', 2: '2' }),
    await add({ 1: 'r3', 2: '3' }),
    await add({ 1: 'r4' }),
  ];
  const gone = '00000000-0000-4000-8000-000000000000';
  const run = unwrap(
    await studio.as(saori, (desk) =>
      startBulkEdit(desk, lost.id, { ids: [...ids, gone] }, { 2: '9' } as never),
    ),
  );
  unwrap(await edit(ids[1]!, 1, { 2: '7' }, other));
  const step = () =>
    studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
      continueRun(tx, keyring, studio.city.code, run.id, { size: 2 }),
    );
  const before = (await auditOf(studio.city, 'record')).length;
  expect(await step()).toBe(true);
  expect((await studio.as(saori, (desk) => runProgress(desk, run.id)))?.counts).toMatchObject({
    done: 1,
    conflict: 1,
    waiting: 3,
  });
  expect(await studio.as(other, (desk) => runProgress(desk, run.id))).toBeNull();
  expect(await step()).toBe(true);
  expect(await step()).toBe(false);
  const results = await studio.as(saori, (desk) => runResults(desk, run.id));
  expect(results?.map((one) => one.state)).toEqual(['done', 'conflict', 'done', 'done', 'missing']);
  expect((await auditOf(studio.city, 'record')).slice(before).map((row) => [row.act, row.ids])).toEqual([
    ['record.edit', [lost.id, ids[0]]],
    ['record.edit', [lost.id, ids[2], ids[3]]],
  ]);
  const filtered = unwrap(
    await studio.as(saori, (desk) => startBulkDelete(desk, lost.id, { filter: '金額 = 9' })),
  );
  expect(filtered.total).toBe(3);
  expect(await studio.as(saori, (desk) => cancelBulk(desk, filtered.id))).toBe(true);
  const next = await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
    continueRun(tx, keyring, studio.city.code, filtered.id),
  );
  expect(next).toBe(false);
  expect(await studio.stored(lost, ids[0]!)).not.toBeNull();
});

test('a record at which something of ours breaks stops neither its run nor its batch', async () => {
  const ids = [await add({ 1: 'b1' }), await add({ 1: 'b2 壊れる' }), await add({ 1: 'b3' })];
  await studio.city.admin.tenant(studio.city.code, 'owner', async (tx) => {
    await sql`CREATE FUNCTION break_one() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.f1 LIKE '%壊れる%' THEN RAISE EXCEPTION 'broken'; END IF; RETURN NEW; END $$`.execute(tx);
    await sql`CREATE TRIGGER break_one BEFORE UPDATE ON ${sql.table('r_lost_things')}
      FOR EACH ROW EXECUTE FUNCTION break_one()`.execute(tx);
  });
  const run = unwrap(
    await studio.as(saori, (desk) => startBulkEdit(desk, lost.id, { ids }, { 2: '5' } as never)),
  );
  const more = await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
    continueRun(tx, keyring, studio.city.code, run.id),
  );
  await studio.city.admin.tenant(studio.city.code, 'owner', (tx) =>
    sql`DROP FUNCTION break_one() CASCADE`.execute(tx),
  );
  expect(more).toBe(false);
  const results = await studio.as(saori, (desk) => runResults(desk, run.id));
  expect(results?.map((one) => [one.state, one.reason !== null])).toEqual([
    ['done', false],
    ['refused', true],
    ['done', false],
  ]);
  expect(JSON.stringify(results)).not.toContain('broken');
});

test('a filter of a run finds nothing by what one may not read', async () => {
  await add({ 1: 'secret', 4: '秘密の人' });
  const none = await studio.as(other, (desk) =>
    startBulkDelete(desk, lost.id, { filter: '届出人 = "秘密の人"' }),
  );
  expect(none).toMatchObject({ ok: false, error: { issues: [{ path: 'selection' }] } });
  expect(
    await studio.as(saori, (desk) => startBulkDelete(desk, lost.id, { filter: '届出人 = "秘密の人"' })),
  ).toMatchObject({ ok: true });
});

const people = workApp(
  'helpers',
  [
    field(1, '氏名', 'person-name', { options: {} }),
    field(2, '電話', 'phone'),
    field(3, '住所', 'text'),
    field(4, 'メモ', 'long-text'),
    field(5, '紹介者', 'reference', { options: { app: 'helpers' } }),
  ],
  { access: [{ who: everyone, may: [...all] }] },
);

test('the same person written differently is found; merged, one survives, everything leads to it', async () => {
  await studio.publish(people);
  const put = async (answers: object) =>
    unwrap(await studio.as(saori, (desk) => addRecord(desk, people.id, answers as never))).id;
  const name = (family: string, given: string) => ({
    kind: 'two',
    family,
    given,
    kana: { family: 'タナカ', given: 'ハナ' },
  });
  const one = await put({ 1: name('田中', '花'), 2: '093-123-4567', 4: 'いち' });
  const two = await put({ 1: name('田中', '花'), 2: '０９３１２３４５６７', 3: '門司区' });
  const three = await put({ 1: { kind: 'two', family: '林', given: '葵' }, 5: two });
  const found = unwrap(await studio.as(saori, (desk) => findDuplicates(desk, people.id, [['氏名', '電話']])));
  expect(found.groups.map((group) => [...group.ids].sort())).toEqual([[one, two].sort()]);
  unwrap(
    await studio.as(other, (desk) =>
      commentOnRecord(desk, people.id, two, { body: '確認した', mentions: [] }),
    ),
  );
  unwrap(
    await studio.as(saori, (desk) =>
      linkRecords(desk, { appId: people.id, recordId: two }, { appId: people.id, recordId: three }),
    ),
  );
  const merged = await studio.as(saori, (desk) =>
    mergeRecords(desk, people.id, {
      survivor: { id: one, revision: 1 },
      merged: { id: two, revision: 1 },
      take: ['3'],
    }),
  );
  expect(merged).toMatchObject({ ok: true, value: { revision: 2 } });
  expect(await studio.stored(people, one)).toMatchObject({ 3: '門司区', 4: 'いち' });
  expect(await studio.stored(people, two)).toBeNull();
  expect(await studio.stored(people, three)).toMatchObject({ 5: one });
  const comments = unwrap(await studio.as(saori, (desk) => readComments(desk, people.id, two)));
  expect([comments.recordId, comments.comments.map((each) => each.body)]).toEqual([one, ['確認した']]);
  expect(unwrap(await studio.as(saori, (desk) => readLinks(desk, people.id, one))).ends).toEqual([
    { appId: people.id, recordId: three },
  ]);
  expect(await studio.as(saori, (desk) => restoreRecord(desk, people.id, two))).toMatchObject({
    error: { code: 'conflict' },
  });
  const acts = await studio.city.staff.tenant(studio.city.code, 'staff', async (tx) => [
    (await selectHistory(tx, people.id, one))[0]?.act,
    (await selectHistory(tx, people.id, two))[0]?.act,
    (await selectHistory(tx, people.id, three))[0]?.act,
  ]);
  expect(acts).toEqual(['merge', 'merged', 'repoint']);
});

test('nobody is called to a record they may not see', async () => {
  const own = workApp('own-notes', [field(1, '件名'), field(2, '作成者', 'created-by')], {
    access: [
      { who: everyone, may: ['add'] },
      { who: [{ field: '作成者' }], may: ['view', 'edit'] },
    ],
  });
  await studio.publish(own);
  const { id } = unwrap(await studio.as(saori, (desk) => addRecord(desk, own.id, { 1: 'メモ' })));
  const called = await studio.as(saori, (desk) =>
    commentOnRecord(desk, own.id, id, { body: '@', mentions: [other.id!] }),
  );
  expect(called).toMatchObject({ ok: false, error: { issues: [{ path: 'mentions.0' }] } });
  expect(
    await studio.as(other, (desk) => commentOnRecord(desk, own.id, id, { body: 'x', mentions: [] })),
  ).toMatchObject({ error: { code: 'notFound' } });
  expect(await studio.as(other, (desk) => followRecord(desk, own.id, id, true))).toMatchObject({
    error: { code: 'notFound' },
  });
  unwrap(await studio.as(saori, (desk) => followRecord(desk, own.id, id, true)));
});

test('a record is not moved out of reach, nor a field brought into sight, by editing', async () => {
  const moved = workApp('moves', [field(1, '課'), field(2, '公開', 'yes-no'), field(3, '内密')], {
    access: [
      { who: everyone, may: ['view'] },
      { who: everyone, may: ['add', 'edit'], when: '課 <> "閉"' },
    ],
    fieldAccess: [{ fields: ['内密'], read: [{ who: everyone, when: '公開 = TRUE' }] }],
  });
  await studio.publish(moved);
  const { id } = unwrap(
    await studio.as(saori, (desk) => addRecord(desk, moved.id, { 1: '開', 2: true, 3: '内容' })),
  );
  const change = (revision: number, changes: object) =>
    studio.as(saori, (desk) => editRecord(desk, moved.id, id, { revision, changes: changes as never }));
  expect(await change(1, { 1: '閉' })).toMatchObject({ error: { code: 'forbidden' } });
  expect(await studio.as(saori, (desk) => addRecord(desk, moved.id, { 1: '閉' }))).toMatchObject({
    error: { code: 'forbidden' },
  });
  unwrap(await change(1, { 2: false }));
  expect(await studio.stored(moved, id)).toMatchObject({ 3: '内容' });
  expect(await change(2, { 2: true })).toMatchObject({ error: { code: 'forbidden' } });
});

test('sealed values stay sealed and open in their record, however they came there', async () => {
  const secret = workApp(
    'secrets',
    [
      field(1, '件名'),
      field(2, '相談', 'long-text', { classification: 'sealed' }),
      field(3, '行', 'lines', { fields: [field(31, '秘密', 'text', { classification: 'sealed' })] }),
    ],
    { access: [{ who: everyone, may: [...all] }], legalBasis: '試験条例' },
  );
  await studio.publish(secret);
  const line = (text: string) => [{ key: 'k1', values: { 31: text } }];
  const put = async (answers: object) =>
    unwrap(await studio.as(saori, (desk) => addRecord(desk, secret.id, answers as never))).id;
  const opened = async (id: string) => {
    const stored = (await studio.stored(secret, id))!;
    expect(JSON.stringify(stored)).not.toMatch(/はじめ|つぎ|別の人/);
    return studio.as(saori, (desk) => openAnswers(desk.seals, recordPlace(secret.id, id), stored));
  };
  const one = await put({ 1: 'a', 2: 'はじめ', 3: line('はじめ') });
  expect(await opened(one)).toMatchObject({ 2: 'はじめ', 3: line('はじめ') });
  const change = (revision: number, changes: object) =>
    studio.as(saori, (desk) => editRecord(desk, secret.id, one, { revision, changes: changes as never }));
  unwrap(await change(1, { 2: 'つぎ', 3: line('つぎ') }));
  expect(await opened(one)).toMatchObject({ 2: 'つぎ', 3: line('つぎ') });
  const clash = await change(1, { 2: '三度目' });
  expect(clash).toMatchObject({ error: { overlaps: [{ base: { sealed: true }, yours: { sealed: true } }] } });
  unwrap(await studio.as(saori, (desk) => undoChange(desk, secret.id, one)));
  expect(await opened(one)).toMatchObject({ 2: 'はじめ', 3: line('はじめ') });
  const foreign = (await studio.stored(secret, one))!['2'];
  expect(await change(3, { 2: foreign })).toMatchObject({ error: { code: 'invalid' } });
  const two = await put({ 1: 'b', 2: '別の人' });
  unwrap(
    await studio.as(saori, (desk) =>
      mergeRecords(desk, secret.id, {
        survivor: { id: one, revision: 3 },
        merged: { id: two, revision: 1 },
        take: ['2'],
      }),
    ),
  );
  expect(await opened(one)).toMatchObject({ 2: '別の人', 3: line('はじめ') });
  const run = await studio.as(saori, (desk) => startBulkEdit(desk, secret.id, { ids: [one] }, { 2: 'x' }));
  expect(run).toMatchObject({ error: { issues: [{ path: 'f2' }] } });
});

test('every act is in the audit, without a value', async () => {
  const rows = await auditOf(studio.city, 'record');
  expect(new Set(rows.map((row) => row.act))).toEqual(
    new Set([
      'record.add',
      'record.edit',
      'record.delete',
      'record.restore',
      'record.erase',
      'record.undo',
      'record.comment',
      'record.compare',
      'record.merge',
      'record.link',
      'record.follow',
    ]),
  );
  expect(rows.flatMap((row) => row.ids).every((id) => /^[0-9a-f-]{36}$|^[a-z-]+$/.test(id))).toBe(true);
});
