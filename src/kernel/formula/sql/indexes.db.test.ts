/** Conditions of filters come out so that an index on the column serves them. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase, testMunicipalities } from '../../../../scripts/test/db.ts';
import { readFormula, scopeOf } from '../index.ts';
import { agreementFields, rowOf } from './agreement-rows.testing.ts';
import { ids } from './agreement-values.testing.ts';
import { conditionOf, whereOf } from './index.ts';

const schema = `m${testMunicipalities[0].code}`;
const scope = scopeOf(agreementFields);
const source = {
  row: rowOf('r'),
  today: '2026-11-02',
  now: '2026-11-02T09:15:30',
  actor: { staff: ids[0] as string, department: '010', departments: ['010', '011'], groups: [] },
};
let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  await client.query(`SET search_path TO ${schema}, pg_temp`);
  await client.query(`CREATE TABLE agreed (id integer PRIMARY KEY, f1 text, f2 text, f3 numeric, f6 timestamptz, f8 jsonb,
    f21 date, f23 uuid, f24 uuid[])`);
  await client.query(`INSERT INTO agreed SELECT n, 'n' || n, 'w' || n, n, now() - n * interval '1 hour', '["a"]', date '2026-11-02' - n,
    gen_random_uuid(), '{}' FROM generate_series(1, 3000) AS n`);
  for (const column of ['f1', 'f1 COLLATE "C"', 'f2', 'f3', 'f6', 'f21', 'f23'])
    await client.query(`CREATE INDEX ON agreed (${column})`);
  await client.query('CREATE INDEX ON agreed USING gin (f8 jsonb_path_ops)');
  await client.query('CREATE INDEX ON agreed USING gin (f24)');
  await client.query('ANALYZE agreed');
  await client.query('SET enable_seqscan = off');
});

afterAll(async () => {
  await client?.end();
  await database?.drop();
});

it.each([
  ['区 = "門司区"', '(r.f2 = ?::text)'],
  ['"門司区" = 区', '(r.f2 = ?::text)'],
  ['IN(区, "門司区", "若松区")', '(r.f2 = ANY (?::text[]))'],
  ['IN(区, MYDEPARTMENTS())', '(r.f2 = ANY (?::text[]))'],
  ['ISBLANK(区)', '(r.f2 IS NULL)'],
  ['年齢 >= 65', '(r.f3 >= ?::numeric)'],
  ['65 <= 年齢', '(r.f3 >= ?::numeric)'],
  ['AND(年齢 >= 65, 年齢 < 70)', '((r.f3 >= ?::numeric) AND (r.f3 < ?::numeric))'],
  ['OR(区 = "門司区", 年齢 = 99)', '((r.f2 = ?::text) OR (r.f3 = ?::numeric))'],
  ['受付日 >= STARTOF(TODAY(), "F")', '(r.f21 >= ?::date)'],
  ['受付日 > DATEADD(TODAY(), -7, "D")', '(r.f21 > ?::date)'],
  ['受付日 = "2026-11-01"', '(r.f21 = ?::date)'],
  ['担当者 = ME()', '(r.f23 = ?::uuid)'],
  ['IN(担当者, ME(), "まだいない人")', '(r.f23 = ANY (?::uuid[]))'],
  ['CONTAINS(担当者たち, ME())', '(r.f24 @> ARRAY[?::uuid])'],
  ['CONTAINS(支援, "配食")', '(r.f8 @> to_jsonb(?::text))'],
  ['IN("配食", 支援)', '(r.f8 @> to_jsonb(?::text))'],
  ['氏名 >= "山"', '(r.f1 COLLATE "C" >= ?::text)'],
  ['STARTSWITH(氏名, "山")', '(r.f1 ^@ ?::text)'],
  ['申込日時 < NOW()', undefined],
  ['DATEVALUE(申込日時) = TODAY()', undefined],
  ['FISCALYEAR(受付日) = 2026', '(r.f21 >= ?::date AND r.f21 < ?::date)'],
  ['AGE(受付日) >= 3', '(r.f21 < ?::date)'],
  ['YEAR(申込日時) = 2026', undefined],
  ['STARTOF(受付日, "M") = STARTOF(TODAY(), "M")', '(r.f21 >= ?::date AND r.f21 < ?::date)'],
  ['DATEVALUE(申込日時) >= DATEADD(TODAY(), -1, "M")', undefined],
])('%s uses an index', async (formula, text) => {
  const { expr } = readFormula(formula, scope);
  if (expr === undefined) throw new Error(formula);
  const where = whereOf(expr, source);
  if (text !== undefined) expect(where.strings.join('?')).toBe(text);
  const condition = where.strings.reduce((all, piece, index) => `${all}$${index}${piece}`);
  const { rows } = await client.query(`EXPLAIN SELECT id FROM agreed AS r WHERE ${condition}`, [
    ...where.values,
  ]);
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Cond/);
});

it.each([
  ['区 = "門司区"', '((r.f2 = ?::text) IS TRUE)'],
  ['NOT(年齢 >= 65)', '((r.f3 >= ?::numeric) IS NOT TRUE)'],
  ['区 <> "門司区"', '(r.f2 IS DISTINCT FROM ?::text)'],
  ['区 = 氏名', '(r.f2 IS NOT DISTINCT FROM r.f1)'],
  [
    'ANY(明細, TRUE)',
    '(EXISTS (SELECT FROM agreed_lines AS i1 WHERE i1.parent = r.id AND i1.position IS NOT NULL AND TRUE))',
  ],
])('%s is two-valued', (formula, text) => {
  const { expr } = readFormula(formula, scope);
  if (expr === undefined) throw new Error(formula);
  expect(conditionOf(expr, source).strings.join('?')).toBe(text);
});
