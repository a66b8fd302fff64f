import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desk } from '#core/cases.server';
import { actorOfLogin } from '#core/people.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { createKeyring } from '#platform/crypto.server';
import { createLog } from '#platform/log.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';

import {
  answerExport,
  approveRegular,
  beginDownload,
  cancelExport,
  chooseCharacters,
  columnsOffered,
  defineRegular,
  type ExportRequest,
  expireIn,
  listExports,
  readExport,
  requestExport,
  runNextExport,
  runRegulars,
  showPassword,
  streamFile,
} from './index.server.ts';
import { plantCases } from './plant-cases.testing.sql.ts';

let city: TestCity;
const keyring = createKeyring('a secret for tests that is long enough');
const tools = () => ({ db: city.staff, keyring, log: createLog('silent', 'worker') });

/** One act as a login, in its own transaction. */
const as = <T>(login: string, work: (desk: Desk) => Promise<T>): Promise<T> =>
  city.staff.tenant(city.code, 'staff', async (tx) =>
    work({ tx, municipality: city.code, actor: await actorOfLogin(tx, login, tokyoDate(new Date())) }),
  );
const ask = (login: string, more: Partial<ExportRequest> = {}) =>
  as(login, (desk) =>
    requestExport(desk, {
      source: 'cases',
      query: { procedure: 'school-expense-assistance', q: '' },
      columns: ['receiptNumber', 'applicant', 'f1', 'f1kana', 'f21'],
      format: 'csv',
      encoding: 'utf-8',
      purpose: '就学援助の件数を確かめるため',
      ...more,
    }),
  );
const run = async () => {
  while (await runNextExport(tools(), city.code));
};
const row = (login: string, id: string) => as(login, async (desk) => unwrap(await readExport(desk, id)));
const owner = <T = Record<string, unknown>>(statement: ReturnType<typeof sql>) =>
  city.admin.tenant(city.code, 'owner', async (tx) => (await statement.execute(tx)).rows as T[]);
/** As the browser and the recipient do: fetched in pieces, opened with the password. */
async function fetchFile(login: string, id: string): Promise<Map<string, Buffer>> {
  const password = await as(login, async (desk) => unwrap(await showPassword(desk, keyring, id)));
  await as(login, async (desk) => unwrap(await beginDownload(desk, id)));
  const blob = await new Response(streamFile(city.staff, city.code, id)).blob();
  const files = new Map<string, Buffer>();
  for (const entry of await new ZipReader(new BlobReader(blob), { password }).getEntries())
    if (!entry.directory) files.set(entry.filename, Buffer.from(await entry.getData(new Uint8ArrayWriter())));
  return files;
}

const clerk = 'gakuji-shuji';
const chief = 'gakuji-kakaricho';
const head = 'gakuji-kacho';

beforeAll(async () => {
  city = await createTestCity();
  await city.admin.tenant(city.code, 'owner', async (tx) => {
    await plantCases(tx, { count: 100, department: 'KYOI-GAKUJI', prefix: 'A' });
  });
});
afterAll(() => city?.close());

test('up to 100 persons: no second person; rows in the file are the rows selected, fetched and opened', async () => {
  const id = unwrap(await ask(clerk));
  expect((await row(clerk, id)).state).toBe('counting');
  await run();
  const ready = await row(clerk, id);
  expect([ready.failure, ready.state, ready.rows, ready.persons]).toEqual([null, 'ready', 100, 100]);
  const files = await fetchFile(clerk, id);
  const name = [...files.keys()][0]!;
  expect(name).toMatch(/^E-R\d+-\d{6}_gakuji-shuji_\d{12}\.csv$/);
  const records = parse(files.get(name)!, { bom: true }) as string[][];
  expect(records.length).toBe(102);
  expect(records[0]![0]).toBe('受付番号');
  expect(records.at(-1)![0]).toContain('目的：就学援助の件数を確かめるため 100件');
  expect(files.get('控え.txt')!.toString()).toContain(ready.sha256!);
  expect((await row(clerk, id)).downloads).toBe(1);
});

test('the password is shown once, and only the requester in the post fetches the file', async () => {
  const id = unwrap(await ask(clerk));
  await run();
  const once = await Promise.all([1, 2, 3].map(() => as(clerk, (desk) => showPassword(desk, keyring, id))));
  expect(once.filter((one) => one.ok).length).toBe(1);
  for (const login of [chief, head, 'shiminzei-shuji', 'shiminzei-kakaricho'])
    await as(login, async (desk) => {
      expect((await showPassword(desk, keyring, id)).ok).toBe(false);
      expect((await beginDownload(desk, id)).ok).toBe(false);
    }).catch((error) => {
      if (!/no member of staff/.test(String(error))) throw error;
    });
});

test('more than 100 persons: a second person agrees to just that number; nobody to their own', async () => {
  await city.admin.tenant(city.code, 'owner', (tx) =>
    plantCases(tx, { count: 1, department: 'KYOI-GAKUJI', prefix: 'B' }),
  );
  const id = unwrap(await ask(chief));
  await run();
  const waiting = await row(chief, id);
  expect([waiting.state, waiting.persons]).toEqual(['waiting', 101]);
  const seen = { yes: true, note: '', rows: 101, persons: 101 };
  expect((await as(chief, (desk) => answerExport(desk, id, seen))).ok).toBe(false);
  expect((await as(clerk, (desk) => answerExport(desk, id, seen))).ok).toBe(false);
  expect((await as(head, (desk) => answerExport(desk, id, { ...seen, persons: 100 }))).ok).toBe(false);
  // The statement alone would not let it through either.
  await expect(owner(sql`UPDATE exports SET state = 'building' WHERE id = ${id}`)).rejects.toThrow(
    'exports_second_person',
  );
  await expect(
    owner(
      sql`UPDATE exports SET state = 'building', approver_staff_id = requester_staff_id, approved_rows = 101, approved_persons = 101 WHERE id = ${id}`,
    ),
  ).rejects.toThrow('exports_second_person');
  unwrap(await as(head, (desk) => answerExport(desk, id, seen)));
  await run();
  const ready = await row(chief, id);
  expect([ready.failure, ready.state, ready.rows]).toEqual([null, 'ready', 101]);
  expect((await fetchFile(chief, id)).size).toBe(2);
});

test('when the number changed after the yes, the yes is gone', async () => {
  const id = unwrap(await ask(clerk));
  await run();
  unwrap(await as(head, (desk) => answerExport(desk, id, { yes: true, note: '', rows: 101, persons: 101 })));
  await city.admin.tenant(city.code, 'owner', (tx) =>
    plantCases(tx, { count: 1, department: 'KYOI-GAKUJI', prefix: 'C' }),
  );
  await run();
  expect(await row(clerk, id)).toMatchObject({ state: 'waiting', persons: 102, approved_persons: 101 });
  unwrap(
    await as(chief, (desk) =>
      answerExport(desk, id, { yes: false, note: '件数が多すぎます', rows: 102, persons: 102 }),
    ),
  );
  expect(await row(clerk, id)).toMatchObject({ state: 'refused', answer_note: '件数が多すぎます' });
});

test('persons are distinct people by name and birth date; without a birth date each row counts', async () => {
  await owner(
    sql`UPDATE cases SET department = 'KYOI' WHERE receipt_number LIKE 'B%' OR receipt_number LIKE 'C%'`,
  );
  await city.admin.tenant(city.code, 'owner', async (tx) => {
    await plantCases(tx, { count: 60, department: 'KYOI-GAKUJI', prefix: 'D', same: true });
  });
  const id = unwrap(await ask(clerk, { query: { q: 'D同一' } }));
  await run();
  const ready = await row(clerk, id);
  expect([ready.failure, ready.state, ready.rows, ready.persons]).toEqual([null, 'ready', 60, 1]);
  await owner(sql`UPDATE cases SET department = 'KYOI' WHERE receipt_number LIKE 'D%'`);
});

test('Windows-31J: what does not fit is listed by row, column and code point; a person chooses, nothing is dropped', async () => {
  await owner(sql`UPDATE cases SET applicant_name = '髙﨑 健一' WHERE receipt_number = 'A00001'`);
  await owner(sql`UPDATE cases SET applicant_name = '𠮷田 由美' WHERE receipt_number = 'A00002'`);
  const wish = { encoding: 'windows-31j', columns: ['receiptNumber', 'applicant'] } as const;
  const id = unwrap(await ask(clerk, { ...wish, columns: [...wish.columns] }));
  await run();
  const choosing = await row(clerk, id);
  expect(choosing.state).toBe('choosing');
  expect(choosing.misfits).toMatchObject({
    places: 1,
    listed: [{ column: '申請者', character: '𠮷', codePoint: 'U+20BB7' }],
    characters: [{ character: '𠮷', proposal: '吉' }],
  });
  const choose = (replacements: Record<string, string>) =>
    as(clerk, (desk) => chooseCharacters(desk, id, { encoding: 'windows-31j', replacements }));
  expect((await choose({})).ok).toBe(false);
  expect((await choose({ 𠮷: '𠮷' })).ok).toBe(false);
  unwrap(await choose({ 𠮷: '吉' }));
  await run();
  const files = await fetchFile(clerk, id);
  const [name] = files.keys();
  const text = new TextDecoder('shift_jis', { fatal: true }).decode(files.get(name!)!);
  expect(text).toContain('吉田 由美');
  expect(text).toContain('髙﨑 健一');
  expect(files.get('控え.txt')!.toString()).toContain('𠮷（U+20BB7）→吉');
  const instead = unwrap(await ask(clerk, { ...wish, columns: [...wish.columns] }));
  await run();
  unwrap(await as(clerk, (desk) => chooseCharacters(desk, instead, { encoding: 'utf-8' })));
  await run();
  expect(await row(clerk, instead)).toMatchObject({ state: 'ready', encoding: 'utf-8', rows: 100 });
});

test('after a day file, password and what was typed are gone; the log stays', async () => {
  const id = unwrap(await ask(clerk, { query: { procedure: 'school-expense-assistance', q: 'A0000' } }));
  await run();
  await owner(
    sql`UPDATE exports SET ready_at = ready_at - interval '25 hours', expires_at = expires_at - interval '25 hours' WHERE id = ${id}`,
  );
  expect((await as(clerk, (desk) => beginDownload(desk, id))).ok).toBe(false);
  await expireIn(city.staff, city.code);
  const [left] = await owner(sql`
    SELECT state, query ? 'q' AS typed, password_sealed, rows, purpose, (SELECT count(*)::int FROM export_pieces WHERE export_id = e.id) AS pieces
    FROM exports e WHERE id = ${id}`);
  expect(left).toMatchObject({
    state: 'expired',
    typed: false,
    password_sealed: null,
    pieces: 0,
    purpose: '就学援助の件数を確かめるため',
  });
  await expect(
    owner(sql`UPDATE exports SET expires_at = ready_at + interval '2 days' WHERE id = ${id}`),
  ).rejects.toThrow('exports_one_day');
});

test('every step is in the audit with its purpose, and who looks for a case finds the export', async () => {
  const id = unwrap(await ask(clerk));
  await run();
  await fetchFile(clerk, id);
  const acts = await owner<{ act: string; purpose: string }>(sql`
    SELECT act, purpose FROM audit WHERE ${id} = ANY (ids) ORDER BY id`);
  expect(acts.map((one) => one.act)).toEqual([
    'export.request',
    'export.ready',
    'export.showPassword',
    'export.download',
  ]);
  expect(acts[0]!.purpose).toContain('就学援助の件数を確かめるため');
  const [found] = await owner(sql`
    SELECT actor_id, purpose FROM audit WHERE act = 'export.rows' AND (SELECT id::text FROM cases WHERE receipt_number = 'A00001') = ANY (ids)
    ORDER BY id DESC LIMIT 1`);
  expect(found!.purpose).toContain('就学援助');
});

test('支援措置: cases of protected persons are left out, and a file made before the measure is not given away', async () => {
  const before = unwrap(await ask(clerk));
  await run();
  await owner(sql`
    WITH m AS (INSERT INTO protection_measures (id, number, kind, valid_from, valid_to, decided_by, department)
      SELECT gen_random_uuid(), 'P-1', 'stalking', CURRENT_DATE, CURRENT_DATE + 365, id, department FROM posts LIMIT 1 RETURNING id, decided_by),
    p AS (INSERT INTO protection_persons (id, measure_id, role, name, birth_date, added_by)
      SELECT gen_random_uuid(), id, 'protected', '{"kind":"two","family":"試験","given":"A00003"}', '1990-01-02', decided_by FROM m RETURNING id)
    INSERT INTO protection_keys (person_id, key)
    SELECT p.id, cp.key FROM p, case_persons cp JOIN cases c ON c.id = cp.case_id WHERE c.receipt_number = 'A00003' AND cp.key LIKE 'n:%'`);
  expect((await as(clerk, (desk) => beginDownload(desk, before))).ok).toBe(false);
  expect((await as(clerk, (desk) => showPassword(desk, keyring, before))).ok).toBe(false);
  const id = unwrap(await ask(clerk));
  await run();
  expect(await row(clerk, id)).toMatchObject({ state: 'ready', rows: 99, left_out: 1 });
  const text = [...(await fetchFile(clerk, id)).values()].join('\n');
  expect(text).not.toContain('A00003');
  expect(text).toContain('A00004');
  await owner(sql`UPDATE protection_measures SET ended_at = now()`);
});

test('sealed fields are never offered, and asking for one by hand gives none', async () => {
  const offer = await as(clerk, (desk) =>
    columnsOffered(desk, 'cases', { procedure: 'school-expense-assistance' }),
  );
  expect(offer!.columns.filter((one) => one.classification === 'sealed')).toEqual([]);
  expect(offer!.columns.find((one) => one.label === '援助を受けたいお子さん')?.classification).toBe(
    'personal',
  );
  expect((await ask(clerk, { columns: ['f70'] })).ok).toBe(false);
  const id = unwrap(await ask(clerk, { columns: ['receiptNumber', 'f70'] }));
  await run();
  expect((await row(clerk, id)).columns).toEqual(['receiptNumber']);
});

test('called off: nothing is left; a worker that lost its claim writes nothing more', async () => {
  const id = unwrap(await ask(clerk));
  await run();
  unwrap(await as(clerk, (desk) => cancelExport(desk, id)));
  await expireIn(city.staff, city.code);
  expect(await owner(sql`SELECT 1 FROM export_pieces WHERE export_id = ${id}`)).toEqual([]);
  expect((await as(clerk, (desk) => beginDownload(desk, id))).ok).toBe(false);
});

test('an export whose worker died is taken up again and comes out whole; after three times it has failed', async () => {
  const id = unwrap(await ask(clerk));
  await owner(
    sql`UPDATE exports SET claim = gen_random_uuid(), claimed_at = now() - interval '3 minutes', attempts = 1 WHERE id = ${id}`,
  );
  await owner(sql`INSERT INTO export_pieces VALUES (${id}, 0, 'left behind')`);
  await run();
  expect(await row(clerk, id)).toMatchObject({ state: 'ready', rows: 100 });
  const dead = unwrap(await ask(clerk));
  await owner(
    sql`UPDATE exports SET claim = gen_random_uuid(), claimed_at = now() - interval '3 minutes', attempts = 3 WHERE id = ${dead}`,
  );
  await run();
  expect(await row(clerk, dead)).toMatchObject({ state: 'failed' });
});

test('whoever left the post gets no file', async () => {
  const id = unwrap(await ask(clerk));
  const [{ post_id: post } = { post_id: '' }] = await owner<{ post_id: string }>(
    sql`SELECT requester_post_id AS post_id FROM exports WHERE id = ${id}`,
  );
  await owner(sql`UPDATE posts SET valid_to = CURRENT_DATE - 1 WHERE id = ${post}`);
  await run();
  await owner(sql`UPDATE posts SET valid_to = NULL WHERE id = ${post}`);
  expect(await row(clerk, id)).toMatchObject({ state: 'failed', failure: 'post-left' });
});

test('regular outputs run only while somebody else, the head of the section, approved them this year', async () => {
  const today = tokyoDate(new Date());
  const define = await as(chief, (desk) =>
    defineRegular(desk, {
      source: 'cases',
      query: { procedure: 'school-expense-assistance', state: 'all' },
      columns: ['receiptNumber', 'applicant'],
      format: 'csv',
      encoding: 'utf-8',
      title: '毎月の就学援助一覧',
      recipient: '学校給食課',
      purpose: '給食費の免除の手続きのため',
      legalBasis: '個人情報保護法69条2項2号',
      schedule: 'monthly',
      firstRun: today,
    }),
  );
  const id = unwrap(define);
  expect(await runRegulars(city.staff, city.code)).toBe(0);
  expect((await as(chief, (desk) => approveRegular(desk, id))).ok).toBe(false);
  unwrap(await as(head, (desk) => approveRegular(desk, id)));
  const runs = await Promise.all([runRegulars(city.staff, city.code), runRegulars(city.staff, city.code)]);
  expect(runs.sort()).toEqual([0, 1]);
  expect(await runRegulars(city.staff, city.code)).toBe(0);
  await run();
  const [made] = (await as(chief, (desk) => listExports(desk))).filter((one) => one.regular_output_id === id);
  expect(made).toMatchObject({ state: 'ready', recipient: '学校給食課' });
  // Thirty days before, its people are told once; when it lapsed, nothing runs.
  await owner(
    sql`UPDATE regular_outputs SET approved_on = CURRENT_DATE - 340, approved_until = CURRENT_DATE + 20 WHERE id = ${id}`,
  );
  await runRegulars(city.staff, city.code);
  await runRegulars(city.staff, city.code);
  expect(
    (
      await owner(
        sql`SELECT 1 FROM outbox WHERE kind = 'mail.send' AND payload ->> 'subject' LIKE '%毎月の就学援助一覧%'`,
      )
    ).length,
  ).toBe(2);
  await owner(
    sql`UPDATE regular_outputs SET approved_on = CURRENT_DATE - 370, approved_until = CURRENT_DATE - 10, next_run_on = CURRENT_DATE, warned_on = NULL WHERE id = ${id}`,
  );
  expect(await runRegulars(city.staff, city.code)).toBe(0);
  await expect(
    owner(sql`UPDATE regular_outputs SET approver_staff_id = author_staff_id WHERE id = ${id}`),
  ).rejects.toThrow('check');
});
