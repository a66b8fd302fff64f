/** Formulas at the limits of size and nesting neither fail in the database nor take long to plan. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase, testMunicipalities } from '../../../../scripts/test/db.ts';
import { check, compile, type Expr, envOf, type FunctionName, isExpr, scopeOf } from '../index.ts';
import { agreementFields, plant, rowOf } from './agreement-rows.testing.ts';
import { sqlOf } from './index.ts';

const schema = `m${testMunicipalities[0].code}`;
const scope = scopeOf(agreementFields);
const moment = { today: '2026-11-02', now: '2026-11-02T09:15:30' };
let database: TestDatabase;
let client: pg.Client;
let answers: Record<string, unknown>[];

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  await client.query(`SET search_path TO ${schema}, pg_temp`);
  answers = await plant(client, 3, () => 0.5);
});

afterAll(async () => {
  await client?.end();
  await database?.drop();
});

const ref = (id: string, type: 'text' | 'number' | 'boolean' | 'date'): Expr => ({
  kind: 'ref',
  ref: id,
  type,
});
const [n, t, b, d] = [ref('4', 'number'), ref('1', 'text'), ref('7', 'boolean'), ref('21', 'date')] as const;
const text = (value: string): Expr => ({ kind: 'text', text: value });
const call = (name: FunctionName, ...args: Expr[]): Expr => ({ kind: 'call', name, args });
const op = (operator: '+' | '/' | '*' | '=' | '<' | '&', left: Expr, right: Expr): Expr => ({
  kind: 'binary',
  op: operator,
  left,
  right,
});
const times = (count: number, of: Expr): Expr[] => Array.from({ length: count }, () => of);
const nested = (depth: number, start: Expr, step: (inner: Expr) => Expr): Expr =>
  Array.from({ length: depth }).reduce<Expr>((inner) => step(inner), start);
const digits: Expr = { kind: 'number', number: '3' };

const hostile: Record<string, Expr> = {
  'a sum of 990 terms': times(989, n).reduce((left, right) => op('+', left, right), n),
  'a joined text of 990 parts': times(989, t).reduce((left, right) => op('&', left, right), t),
  'chains inside chains to the right': nested(62, n, (inner) =>
    times(12, n).reduce((left, right) => op('*', left, right), op('/', n, inner)),
  ),
  'short chains inside chains to the right': nested(62, n, (inner) =>
    times(3, n).reduce((left, right) => op('*', left, right), op('/', n, inner)),
  ),
  'comparisons of years of years': nested(7, d, (inner) =>
    call(
      'IF',
      op('=', call('YEAR', inner), { kind: 'number', number: '2024' }),
      d,
      inner.kind === 'ref' ? d : call('STARTOF', inner, text('M')),
    ),
  ),
  ...Object.fromEntries(
    (['SUM', 'AVERAGE', 'MIN', 'MAX', 'COUNT', 'COALESCE', 'CONCAT', 'IN'] as const).map((name) => [
      `${name} of 1 900 values`,
      call(name, ...times(1900, n)),
    ]),
  ),
  'AND of 1 900 conditions': call('AND', ...times(1900, b)),
  'IFS of 900 pairs': call('IFS', ...times(900, b).flatMap((condition) => [condition, t]), t),
  ...Object.fromEntries(
    (
      [
        ['ROUNDUP', (inner) => call('ROUNDUP', inner, n)],
        ['MOD', (inner) => call('MOD', n, inner)],
        ['VALUE', (inner) => call('LEN', call('CONCAT', inner))],
        ['minus', (inner) => ({ kind: 'negate', of: inner })],
        ['IF', (inner) => call('IF', op('<', inner, n), n, inner)],
      ] as [string, (inner: Expr) => Expr][]
    ).map(([name, step]) => [`${name}, nested`, nested(name === 'IF' ? 8 : 31, n, step)]),
  ),
  'IF, nested in its condition': nested(30, b, (inner) =>
    call('NOT', call('IF', inner, b, op('=', t, text('a')))),
  ),
  'IF, nested in its branch': nested(62, t, (inner) => call('IF', b, t, inner)),
  'IN, nested in what is looked for': nested(30, t, (inner) =>
    call(
      'IF',
      call('IN', inner, text('a'), text(''), t, t, ref('2', 'text')),
      inner.kind === 'ref' ? t : text('b'),
      t,
    ),
  ),
  'IN, nested and compared': nested(60, b, (inner) => call('IN', inner, b, b)),
  'comparisons of comparisons': nested(62, b, (inner) => op('=', b, inner)),
  'LEFT, nested': nested(62, t, (inner) => call('LEFT', inner, digits)),
  'WAREKI and DATEVALUE, nested': nested(30, d, (inner) => call('DATEVALUE', call('WAREKI', inner))),
  'DATEADD, nested': nested(62, d, (inner) => call('DATEADD', inner, n, text('M'))),
  'DATE of dates': nested(10, d, (inner) => call('DATE', call('YEAR', inner), n, n)),
};

describe('at the limits', () => {
  it.each(Object.keys(hostile))('%s', async (name) => {
    const expr = hostile[name] as Expr;
    expect(isExpr(expr)).toBe(true);
    expect(check(expr, scope).issues.filter((issue) => issue.severity === 'error')).toEqual([]);
    const { answer } = sqlOf(expr, { row: rowOf('r'), ...moment });
    const statement = answer.strings.reduce((all, piece, index) => `${all}$${index}${piece}`);
    expect(statement.length).toBeLessThan(400_000);
    const before = performance.now();
    const { rows } = await client.query(`SELECT ${statement} AS v FROM agreed AS r ORDER BY position`, [
      ...answer.values,
    ]);
    expect(performance.now() - before).toBeLessThan(60_000);
    const values = answers.map((each) => compile(expr)(envOf(each, moment)));
    expect(rows.map((row) => row.v)).toEqual(values);
  });
});

it.each([
  '.{90}.{90}.{90}.{90}.{90}.{90}',
  '(?:[ぁ-ん]{0,20}[ァ-ヴ]{0,20}){0,15}',
  '((a{0,4}|b{0,4}){0,5}){0,5}',
  '(a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|x|y|z){0,15}',
  '(.*a){0,20}',
  '(x+x+)+y',
  '[^\\d]{1,100}(あ|い){0,100}',
])('the pattern %s', async (pattern) => {
  const expr = call('MATCHES', t, text(pattern));
  expect(check(expr, scope).issues).toEqual([]);
  const { sql } = sqlOf(expr, {
    row: { column: () => ({ sql: { strings: ['w.v'], values: [] }, stored: 'text' }), items: () => null },
    ...moment,
  });
  const words = [
    null,
    'x'.repeat(9_999),
    'あ'.repeat(120),
    'aab',
    `${'x'.repeat(200)}y`,
    'ア'.repeat(45),
    '12あ',
  ];
  const before = performance.now();
  const { rows } = await client.query(
    `SELECT coalesce(${sql.strings.join('$2')}, FALSE) AS v FROM unnest($1::text[]) WITH ORDINALITY AS w (v, n) ORDER BY n`,
    [words, ...sql.values],
  );
  expect(performance.now() - before).toBeLessThan(60_000);
  expect(rows.map((row) => row.v)).toEqual(words.map((word) => compile(expr)(envOf({ '1': word }, moment))));
});
