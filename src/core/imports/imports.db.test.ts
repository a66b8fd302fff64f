import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { csvText } from '#core/exports';
import { recordSource, recordsOffered } from '#core/exports.server';
import type { StaffActor } from '#core/policy';
import { unwrap } from '#kernel/result';
import { field, workApp } from '../../../scripts/test/work-app.ts';
import { cancelImport, checkImport, problemsOf, startImport } from './act-on-import.server.ts';
import { errorFile } from './error-file.server.ts';
import { type ImportTest, lostAndFound, openImports } from './fixture.testing.ts';
import { listImports, readImport, requestImport } from './request-import.server.ts';
import { runNextImport } from './run-import.server.ts';

let house: ImportTest;
let saori: StaffActor;
let other: StaffActor;

beforeAll(async () => {
  house = await openImports();
  saori = await house.studio.actor('gakuji-shuji');
  other = await house.studio.actor('shiminzei-shuji');
  await house.studio.publish(lostAndFound());
});
afterAll(() => house.close());

const heading = '管理番号,品名,拾得日,点数,状態,返却,電話';
const problems = async (id: string, app = 'found') =>
  unwrap(await house.as(saori, (desk) => problemsOf(desk, app, id, 100)));
const rows = (app: string) =>
  house.studio.city.staff.tenant(house.studio.city.code, 'staff', async (tx) => {
    const table = `r_${app.replaceAll('-', '_')}`;
    const found = await sql<Record<string, unknown>>`
      SELECT id, revision, f1, f2, f3::text AS f3, f4::text AS f4, f5, f6, f8 #>> '{}' AS f8, f9, f10, f11 FROM ${sql.id(table)}
      WHERE deleted_at IS NULL ORDER BY f1 COLLATE "C"`.execute(tx);
    return found.rows;
  });
beforeEach(async () => {
  await house.studio.city.admin.tenant(house.studio.city.code, 'owner', (tx) =>
    sql`TRUNCATE r_found, r_found_t, record_history, app_numbers, import_mappings, record_imports CASCADE`.execute(
      tx,
    ),
  );
});

test('a check says what would become of each row, in words and by cell, and writes nothing', async () => {
  const view = await house.checked(
    saori,
    'found',
    `${heading}\n A1,傘,令和8年4月1日,１２,保管中,はい,093-582-2525\nA2,,2026/4/2,x,どこか,有,12\nA1,帽子,R8.4.3,3,返却済,×,\n`,
  );
  expect(view).toMatchObject({ state: 'checked', total: 3, seen: 3, added: 1, wrong: 2, changed: 0 });
  expect(await house.count('found')).toBe(0);
  const told = await problems(view.id);
  expect(told.filter((one) => one.row === 3).map((one) => view.heading[one.place!])).toEqual([
    '点数',
    '状態',
    '電話',
  ]);
  expect(told.filter((one) => one.row === 4).map((one) => one.message)).toEqual([
    expect.stringContaining('2行目と、照合に使う項目が同じ'),
  ]);
  expect(told.map((one) => one.message).join()).not.toMatch(/どこか|帽子/);
});

test('what is imported is read by its fields, calculated, numbered, in history, in search, in the audit', async () => {
  const view = await house.imported(
    saori,
    'found',
    `${heading}\nA1,傘,令和8年4月1日,１２,保管中,はい,(093)582-2525\nA2,帽子,R8.4.3,3,返却済,×,\n`,
  );
  expect(view).toMatchObject({ state: 'done', added: 2, wrong: 0 });
  const [one, two] = await rows('found');
  expect(one).toMatchObject({
    f1: 'A1',
    f2: '傘',
    f3: '2026-04-01',
    f4: '12',
    f5: '保管中',
    f6: true,
    f8: '24',
    f9: 'H0001',
    f11: '093-582-2525',
    revision: 1,
  });
  expect(two).toMatchObject({ f1: 'A2', f6: false, f9: 'H0002', f11: null });
  const kept = await house.studio.city.staff.tenant(house.studio.city.code, 'staff', async (tx) => ({
    history: (
      await sql<{
        act: string;
        diff: Record<string, unknown>;
      }>`SELECT act, diff FROM record_history WHERE record_id = ${one!.id}`.execute(tx)
    ).rows,
    audit: (
      await sql<{
        ids: string[];
        field_classes: string[];
      }>`SELECT ids, field_classes FROM audit WHERE act = 'record.import' ORDER BY id DESC LIMIT 1`.execute(
        tx,
      )
    ).rows[0],
    search: (
      await sql<{ words: string }>`SELECT words FROM r_found_t WHERE record_id = ${one!.id}`.execute(tx)
    ).rows,
  }));
  expect(kept.history).toEqual([
    {
      act: 'import',
      diff: expect.objectContaining({ 2: [null, '傘'], 8: [null, '24'], 9: [null, 'H0001'] }),
    },
  ]);
  expect(kept.audit!.ids).toEqual(
    ['found', one!.id, two!.id].toSorted(
      (a, b) => kept.audit!.ids.indexOf(a as string) - kept.audit!.ids.indexOf(b as string),
    ),
  );
  expect(kept.audit!.field_classes).toContain('personal');
  expect(kept.search[0]!.words).toContain('傘');
});

test('rows whose key is there change only what differs; the same file again changes nothing', async () => {
  const first = `${heading}\nA1,傘,2026-04-01,1,保管中,はい,\nA2,帽子,2026-04-02,2,保管中,はい,\n`;
  await house.imported(saori, 'found', first);
  const again = await house.imported(saori, 'found', first);
  expect(again).toMatchObject({ state: 'done', added: 0, changed: 0, unchanged: 2 });
  const second = await house.imported(saori, 'found', '管理番号,品名,点数\nA2,帽子（黒）,\nA3,鍵,5\n');
  expect(second).toMatchObject({ added: 1, changed: 1, unchanged: 0, wrong: 0 });
  const [one, two, three] = await rows('found');
  expect(one).toMatchObject({ revision: 1 });
  // An empty cell leaves what is there, unless somebody says otherwise.
  expect(two).toMatchObject({ f2: '帽子（黒）', f4: '2', f5: '保管中', revision: 2, f9: 'H0002' });
  expect(three).toMatchObject({ f1: 'A3', f8: '10' });
  await house.imported(saori, 'found', '管理番号,品名,点数\nA2,帽子,\n', { blank: 'clear' });
  expect((await rows('found'))[1]).toMatchObject({ f2: '帽子', f4: null, f8: null, revision: 3 });
  const strict = await house.checked(saori, 'found', '管理番号,品名\nA9,x\nA1,傘\n', { unmatched: 'refuse' });
  expect(strict).toMatchObject({ added: 0, unchanged: 1, wrong: 1 });
});

test('record ids and automatic numbers lead to their records; what is not there is told', async () => {
  await house.imported(saori, 'found', '管理番号,品名\nA1,傘\nA2,帽子\n');
  const [one] = await rows('found');
  const byId = await house.imported(
    saori,
    'found',
    `レコードID,品名\n${one!.id},日傘\n11111111-1111-4111-8111-111111111111,x\nabc,y\n`,
  );
  expect(byId).toMatchObject({ changed: 1, wrong: 2 });
  const byNumber = await house.imported(saori, 'found', '番号,品名\nH0002,帽子2\nH9999,x\n', { key: '9' });
  expect(byNumber).toMatchObject({ changed: 1, wrong: 1 });
  expect((await rows('found')).map((row) => row.f2)).toEqual(['日傘', '帽子2']);
});

test('killed in the middle, another worker goes on behind the last whole batch: no row twice, none lost', async () => {
  const csv = `管理番号,品名\n${Array.from({ length: 1000 }, (_one, n) => `K${String(n).padStart(4, '0')},品${n}`).join('\n')}\n`;
  const { id } = await house.checked(saori, 'found', csv);
  unwrap(await house.as(saori, (desk) => startImport(desk, 'found', id)));
  const { code, worker } = house.studio.city;
  let batches = 0;
  // Dies without a word, in the middle of its fourth transaction.
  const dying = {
    ...worker,
    tenant: (async (municipality: string, zone: never, work: (tx: never) => Promise<unknown>) => {
      batches += 1;
      if (batches < 5) return worker.tenant(municipality, zone, work as never);
      await worker.tenant(municipality, zone, (async (tx: never) => {
        await work(tx);
        throw new Error('killed');
      }) as never);
    }) as never,
  };
  await expect(runNextImport(house.tools({ db: dying, batch: 100 }), code)).rejects.toThrow('killed');
  expect(await house.count('found')).toBe(300);
  expect(await house.view(saori, 'found', id)).toMatchObject({ state: 'running', seen: 300 });
  // Its lease is still held: nobody else takes it, until it has run out.
  expect(await runNextImport(house.tools({ batch: 100 }), code)).toBe(false);
  while (await runNextImport(house.tools({ batch: 100, lease: 0 }), code));
  expect(await house.view(saori, 'found', id)).toMatchObject({
    state: 'done',
    added: 1000,
    seen: 1000,
    wrong: 0,
  });
  expect(await house.count('found')).toBe(1000);
});

test('called off, it stops behind a batch and what was taken in stays', async () => {
  const csv = `管理番号,品名\n${Array.from({ length: 300 }, (_one, n) => `C${n},品`).join('\n')}\n`;
  const { id } = await house.checked(saori, 'found', csv);
  unwrap(await house.as(saori, (desk) => startImport(desk, 'found', id)));
  let asked = 0;
  const stopping = () => {
    asked += 1;
    return asked >= 1;
  };
  await runNextImport(house.tools({ batch: 100, stopping }), house.studio.city.code);
  expect(await house.view(saori, 'found', id)).toMatchObject({ state: 'running', seen: 100 });
  unwrap(await house.as(saori, (desk) => cancelImport(desk, 'found', id)));
  expect(await runNextImport(house.tools(), house.studio.city.code)).toBe(false);
  expect(await house.view(saori, 'found', id)).toMatchObject({ state: 'cancelled', added: 100 });
  expect(await house.count('found')).toBe(100);
});

test('the file of rows that could not be taken in comes back mended', async () => {
  const view = await house.imported(
    saori,
    'found',
    `管理番号,品名,点数\nA1,"傘, 黒",1\nA2,=1+1,x\nA3,鍵,y\n`,
  );
  expect(view).toMatchObject({ added: 1, wrong: 2 });
  const { stream, fileName } = unwrap(
    await house.as(saori, (desk) => errorFile(desk, house.studio.city.staff, 'found', view.id)),
  );
  const text = await new Response(stream).text();
  expect(fileName).toBe('list-取り込めない行.csv');
  const lines = text.replace('\ufeff', '').trim().split('\r\n');
  expect(lines[0]).toBe('"管理番号","品名","点数","取り込めない理由"');
  expect(lines[1]).toMatch(/^"A2","'=1\+1","x","点数：/);
  expect(lines.length).toBe(3);
  const mended = await house.imported(saori, 'found', text.replace('"x"', '"7"').replace('"y"', '"8"'));
  expect(mended).toMatchObject({ added: 2, wrong: 0 });
  expect((await rows('found')).map((row) => row.f2)).toEqual(['傘, 黒', '=1+1', '鍵']);
});

test('who may not import, or not write a field, is told so; others see nothing of the file', async () => {
  await house.studio.publish(
    workApp('guarded', [field(1, '名'), field(2, '評価'), field(3, '所管', 'department')], {
      access: [
        { who: [{ user: saori.id! }], may: ['view', 'add', 'edit', 'import'], when: '名 <> "秘"' },
        { who: [{ everyone: true }], may: ['view'] },
      ],
      fieldAccess: [{ fields: ['評価'], edit: [{ who: [{ role: 'decide' }], when: '名 = "可"' }] }],
      unique: [['名']],
    } as never),
  );
  const bytes = Buffer.from('名,評価\nあ,5\n秘,\n');
  const refused = await house.as(other, (desk) => requestImport(desk, 'guarded', { name: 'a.csv', bytes }));
  expect(refused).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  const view = await house.checked(saori, 'guarded', '名,評価\nあ,\nい,5\n秘,\n', {
    columns: ['1', null],
    key: '1',
  });
  expect(view).toMatchObject({ added: 2, wrong: 1 });
  const { id } = view;
  expect(await house.as(other, (desk) => readImport(desk, 'guarded', id))).toMatchObject({ ok: false });
  expect(await house.as(other, (desk) => listImports(desk, 'guarded'))).toEqual([]);
  const unfit = await house.as(saori, (desk) =>
    checkImport(desk, 'guarded', id, { columns: ['1', '1'], key: '3', unmatched: 'add', blank: 'keep' }),
  );
  expect(unfit).toMatchObject({ ok: false, error: { issues: [{ path: 'column1' }, { path: 'key' }] } });
});

test('a field that is masked can neither be written nor guessed through a file', async () => {
  await house.imported(saori, 'found', '管理番号,品名\nA1,傘\n');
  await house.studio.city.admin.tenant(house.studio.city.code, 'owner', (tx) =>
    sql`UPDATE r_found SET f10 = 'かくし'`.execute(tx),
  );
  const { id } = await house.checked(saori, 'found', '管理番号,内緒\nA1,かくし\n', { columns: ['1', null] });
  const tried = await house.as(saori, (desk) =>
    checkImport(desk, 'found', id, { columns: ['1', '10'], key: '1', unmatched: 'add', blank: 'clear' }),
  );
  expect(tried).toMatchObject({ ok: false, error: { issues: [{ path: 'column1' }] } });
});

test('people are found by name or login, and nobody by a name that two share', async () => {
  const view = await house.imported(
    saori,
    'found',
    `管理番号,品名,担当\nA1,傘,${saori.name}\nA2,帽子,gakuji-shuji\nA3,鍵,いない 人\n`,
  );
  expect(view).toMatchObject({ added: 2, wrong: 1 });
  const { code, staff } = house.studio.city;
  const found = await staff.tenant(code, 'staff', (tx) =>
    sql<{ f7: string }>`SELECT f7 FROM r_found`.execute(tx),
  );
  expect(found.rows.map((row) => row.f7)).toEqual([saori.id, saori.id]);
});

test('a key that somebody else takes between check and run fails its own row only', async () => {
  const csv = '管理番号,品名\nA1,傘\nA2,帽子\nA3,鍵\n';
  const { id } = await house.checked(saori, 'found', csv, { key: null });
  await house.imported(saori, 'found', '管理番号,品名\nA2,先の人\n');
  unwrap(await house.as(saori, (desk) => startImport(desk, 'found', id)));
  while (await runNextImport(house.tools(), house.studio.city.code));
  expect(await house.view(saori, 'found', id)).toMatchObject({ state: 'done', added: 2, wrong: 1 });
  expect((await problems(id))[0]!.message).toContain('「管理番号」が同じレコードが、すでにあります。');
});

test('the choice of columns is remembered for files with the same heading', async () => {
  const { id } = await house.checked(saori, 'found', 'No,物\nA1,傘\n', {
    columns: ['1', '2'],
    key: '1',
    blank: 'clear',
  });
  expect(await house.view(saori, 'found', id)).toMatchObject({ state: 'checked', added: 1 });
  const bytes = Buffer.from('No,物\nA2,鍵\n');
  const next = unwrap(
    await house.as(saori, (desk) => requestImport(desk, 'found', { name: 'b.csv', bytes })),
  );
  expect((await house.view(saori, 'found', next.id)).mapping).toEqual({
    columns: ['1', '2'],
    key: '1',
    unmatched: 'add',
    blank: 'clear',
  });
});

test('what was exported comes back by its record ids and changes nothing; masked fields are not offered', async () => {
  const csv = `管理番号,品名,拾得日,点数,状態,返却,担当,電話\nA1,"=傘, 黒",令和8年4月1日,１２,保管中,はい,gakuji-shuji,09012345678\nA2,'帽子,R8.4.3,3,返却済,×,,\nA3,"1-2\n行",,,,,,\n`;
  await house.imported(saori, 'found', csv);
  const { code, staff } = house.studio.city;
  const cut = await staff.tenant(code, 'staff', async (tx) => {
    const desk = { tx, municipality: code, actor: saori };
    const offer = await recordsOffered(desk, { app: 'found' });
    expect(offer!.rows).toBe(3);
    const keys = offer!.columns.map((one) => one.key);
    expect(keys).not.toContain('f10');
    const source = (await recordSource(desk, { app: 'found' }, [...keys, 'f10']))!;
    const batches = [];
    for await (const batch of source.walk()) batches.push(batch);
    return { source, batches };
  });
  const labels = cut.source.columns.map((one) => one.label);
  const lines = [labels, ...cut.batches.flatMap((one) => one.cells.map((cells) => cells.map(csvText)))];
  // A telephone number is personal: each record counts as a person, and the audit names them all.
  expect(new Set(cut.batches.flatMap((one) => one.persons)).size).toBe(3);
  expect(cut.batches[0]!.ids[0]).toBe('found');
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const text = lines.map((cells) => cells.map(quoted).join(',')).join('\r\n');
  expect(text).toContain(`"'=傘, 黒"`);
  const view = await house.checked(
    saori,
    'found',
    `\ufeff${text}\r\n"# E-R8-000001 職員"${',""'.repeat(labels.length - 1)}\r\n`,
    { blank: 'clear' },
  );
  expect(view.mapping.key).toBe('id');
  expect(view).toMatchObject({ state: 'checked', unchanged: 3, added: 0, changed: 0, wrong: 0 });
});
