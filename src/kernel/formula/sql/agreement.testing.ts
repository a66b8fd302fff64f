/** Pairs of a formula and a row, worked out by value, by SQL and with some of the row unknown: they must agree. */

import type pg from 'pg';
import fc from '../../../../scripts/test/properties.ts';
import {
  type Actor,
  check,
  compile,
  type Expr,
  envOf,
  type Output,
  print,
  readFormula,
  scopeOf,
} from '../index.ts';
import { compileKleene, isUnknown, kleeneEnvOf } from '../kleene/index.ts';
import { admits, chooser, hide, random } from '../kleene/partial.testing.ts';
import { formula } from '../random.fixture.ts';
import { agreementFields, plant, rowOf } from './agreement-rows.testing.ts';
import { systematic } from './agreement-table.testing.ts';
import { ids } from './agreement-values.testing.ts';
import { conditionOf, type Sql, sqlOf, whereOf } from './index.ts';

const scope = scopeOf(agreementFields);
const actor: Actor = {
  staff: ids[0] as string,
  department: '010',
  departments: ['010', '門司区'],
  groups: ['a', '配食'],
};
const moment = { today: '2026-11-02', now: '2026-11-02T09:15:30+09:00' };
const kinds = ['number', 'text', 'boolean', 'date', 'datetime'] as const;
const perStatement = 40;

export interface Agreement {
  pairs: number;
  /** Of them with a random formula. */
  random: number;
  formulas: number;
  /** Values that were not empty, and conditions that were true: an agreement about nothing proves nothing. */
  filled: number;
  functions: ReadonlyMap<string, number>;
  /** The same pairs with some of the row hidden: how many stayed definite, and with how many completions all were compared. */
  definite: number;
  completions: number;
  disagreements: { formula: string; row: unknown; value: Output; sql: unknown; as: string }[];
  refused: string[];
}

export interface Extent {
  formulas: number;
  /** In the table; each formula meets `rowsEach` of them. */
  rows: number;
  rowsEach: number;
  /** How many ways of each partly hidden row to turn out are tried with each formula. */
  completions: number;
  seed: number;
}

/** The role of `client` reads the tables and runs the functions; `admin` makes the tables. */
export async function agreement(
  admin: pg.Client,
  client: pg.Client,
  role: string,
  extent: Extent,
): Promise<Agreement> {
  const chance = random(extent.seed);
  const answers = await plant(admin, extent.rows, chance);
  await admin.query(
    `GRANT SELECT ON agreed, agreed_lines, agreed_children, agreed_schools, agreed_nothing TO ${role}`,
  );
  await admin.query('ANALYZE');
  const { rows: stored } = await admin.query<{ id: number }>('SELECT id FROM agreed ORDER BY position');
  const found: Agreement & { functions: Map<string, number> } = {
    pairs: 0,
    random: 0,
    formulas: 0,
    filled: 0,
    functions: new Map(),
    definite: 0,
    completions: 0,
    disagreements: [],
    refused: [],
  };
  const everyRow = answers.map((_each, index) => index);
  const written = systematic.map((text) => read(text, found));
  for (let from = 0; from < written.length; from += perStatement)
    await compare(client, written.slice(from, from + perStatement), everyRow, {
      stored,
      answers,
      who: actor,
      ways: extent.completions,
      found,
    });
  found.random = -found.pairs;
  // Shallow ones meet the boundary values of columns as they are; deep ones meet each other.
  const any = fc
    .tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 4 }))
    .chain(([kind, depth]) => formula(kind, depth, [agreementFields]));
  for (let done = 0; done < extent.formulas; done += perStatement) {
    const exprs = fc
      .sample(any, { numRuns: Math.min(perStatement, extent.formulas - done), seed: extent.seed + done })
      .filter((expr) => accepted(expr, found));
    const picked = Array.from({ length: extent.rowsEach }, () => Math.floor(chance() * answers.length));
    const who = chance() < 0.9 ? actor : undefined;
    await compare(client, exprs, [...new Set(picked)], {
      stored,
      answers,
      who,
      ways: extent.completions,
      found,
    });
  }
  found.random += found.pairs;
  return found;
}

function read(text: string, found: Agreement & { functions: Map<string, number> }): Expr {
  const { expr, issues } = readFormula(text, scope);
  if (expr === undefined) throw new Error(`${text}: ${issues[0]?.message}`);
  accepted(expr, found);
  return expr;
}

function accepted(expr: Expr, found: Agreement & { functions: Map<string, number> }): boolean {
  const errors = check(expr, scope).issues.filter((issue) => issue.severity === 'error');
  if (errors.length > 0) found.refused.push(`${print(expr, scope)}: ${errors[0]?.message}`);
  for (const [, name] of JSON.stringify(expr).matchAll(/"kind":"call","name":"([A-Z]+)"/g))
    found.functions.set(name as string, (found.functions.get(name as string) ?? 0) + 1);
  return errors.length === 0;
}

interface Ground {
  stored: readonly { id: number }[];
  answers: readonly Record<string, unknown>[];
  who: Actor | undefined;
  ways: number;
  found: Agreement;
}

async function compare(client: pg.Client, exprs: Expr[], picked: number[], ground: Ground): Promise<void> {
  const { stored, answers, who, found } = ground;
  const source = { row: rowOf('r'), ...moment, actor: who };
  const wanted = exprs.flatMap((expr) => {
    const value = sqlOf(expr, source);
    const each = [{ expr, as: 'value', sql: value.answer }];
    if (value.kind !== 'boolean') return each;
    return [
      ...each,
      { expr, as: 'condition', sql: conditionOf(expr, source) },
      { expr, as: 'where', sql: around('coalesce(', whereOf(expr, source), ', FALSE)') },
    ];
  });
  const rows = picked.map((index) => stored[index]?.id ?? 0);
  const results = await query(
    client,
    wanted.map((each) => each.sql),
    rows,
  );
  const at = { ...moment, actor: who };
  const envs = picked.map((index) => envOf(answers[index] ?? {}, at));
  const hidden = picked.map((index) => partly(answers[index] ?? {}, at, found.formulas + index, ground.ways));
  found.formulas += exprs.length;
  for (const [column, { expr, as }] of wanted.entries()) {
    const ready = compile(expr);
    const kleene = compileKleene(expr);
    for (const [row, env] of envs.entries()) {
      const result = ready(env);
      const value = as === 'value' ? result : result === true;
      const differs = (other: unknown, on: unknown, wanted: Output, by: string) => {
        const each = { formula: print(expr, scope), row: on, value: wanted, sql: other, as: by };
        if (found.disagreements.length < 50) found.disagreements.push(each);
      };
      if (as === 'value') {
        found.pairs++;
        if (value !== null) found.filled++;
        const all = kleene(kleeneEnvOf(answers[picked[row] ?? 0] ?? {}, at));
        if (all !== value) differs(all, answers[picked[row] ?? 0], value, 'all known');
        const { shown, completions } = hidden[row] as ReturnType<typeof partly>;
        const said = kleene(shown);
        if (!isUnknown(said)) found.definite++;
        for (const { env: completed, row: on } of completions) {
          found.completions++;
          const turned = ready(completed);
          if (!admits(said, turned)) differs(said, on, turned, 'some unknown');
        }
      }
      const sql = results[row]?.[column];
      if (sql !== value) differs(sql, answers[picked[row] ?? 0], value, as);
    }
  }
}

/** One statement for many formulas; when it fails, the formula is found by halving. */
async function query(
  client: pg.Client,
  columns: readonly Sql[],
  rows: readonly number[],
): Promise<unknown[][]> {
  const values: unknown[] = [rows];
  const list = columns.map((sql) => {
    const text = sql.strings.reduce((all, piece, index) => {
      if (index === 0) return piece;
      return `${all}$${values.push(sql.values[index - 1])}${piece}`;
    }, '');
    return text;
  });
  const text = `SELECT ${list.join(',\n ')} FROM unnest($1::integer[]) WITH ORDINALITY AS wanted (id, n)
    JOIN agreed AS r ON r.id = wanted.id ORDER BY wanted.n`;
  try {
    const result = await client.query({ text, values, rowMode: 'array' });
    return result.rows;
  } catch (error) {
    if (columns.length === 1)
      throw new Error(`${(error as Error).message}: ${text}\n${JSON.stringify(values)}`);
    const half = columns.length >> 1;
    await query(client, columns.slice(0, half), rows);
    await query(client, columns.slice(half), rows);
    throw error;
  }
}

function around(before: string, sql: Sql, after: string): Sql {
  const strings = [...sql.strings];
  strings[0] = before + strings[0];
  strings[strings.length - 1] += after;
  return { strings, values: sql.values };
}

/** A row of which some is hidden, and ways it may turn out. */
function partly(
  answers: Record<string, unknown>,
  at: Parameters<typeof envOf>[1],
  seed: number,
  ways: number,
) {
  const hidden = hide(agreementFields, answers, random(seed), (seed % 4) / 8 + 0.1);
  const completions = Array.from({ length: ways }, (_, n) => {
    const row = hidden.reveal(() => true, chooser(seed + n));
    return { row, env: envOf(row, at) };
  });
  return {
    shown: kleeneEnvOf(
      hidden.reveal(() => false, chooser(0)),
      at,
    ),
    completions,
  };
}
