/** Fields of many records filled in the background, beside people who write: no lock is waited for, no revision is made. */
import { sql } from 'kysely';
import type { Answers, Json } from '#core/fields';
import type { Tx } from '#platform/db.server';
import { isEmpty, same } from './diff.ts';
import type { Shape, ShapeColumn } from './model.ts';
import { columnName } from './naming.ts';
import { overflowExpression } from './overflow.sql.ts';
import { selectRecords } from './read.sql.ts';

export interface Fill {
  /** Fields to read; all when absent. */
  read?: ReadonlySet<number>;
  /** Fields to write, of the record itself. */
  write: readonly number[];
  /** Values of the fields to write; absent ones stay. A reason says that something could not be had. */
  compute(answers: Answers): { values: Answers; reason?: string };
}

export interface Filled {
  written: number;
  failures: { recordId: string; reason: string }[];
  /** Held by somebody just then; to be tried again. */
  held: string[];
}

/** Ids of records after `after`, in order. */
export async function selectRecordIds(
  tx: Tx,
  shape: Shape,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM ${sql.id(shape.table)} WHERE ${after}::uuid IS NULL OR id > ${after}::uuid ORDER BY id LIMIT ${limit}`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}

export async function countRecords(tx: Tx, shape: Shape): Promise<number> {
  const { rows } = await sql<{ count: string }>`SELECT count(*) AS count FROM ${sql.id(shape.table)}`.execute(
    tx,
  );
  return Number(rows[0]!.count);
}

/** As the builder. Records that are gone are left out silently. */
export async function fillRecords(tx: Tx, shape: Shape, ids: string[], fill: Fill): Promise<Filled> {
  const read = fill.read === undefined ? undefined : new Set([...fill.read, ...fill.write]);
  const records = await selectRecords(tx, shape, ids, read, 'free');
  const failures: Filled['failures'] = [];
  const changed: { id: string; values: Answers }[] = [];
  for (const [id, { answers }] of records) {
    const { values, reason } = fill.compute(answers);
    if (reason !== undefined) failures.push({ recordId: id, reason });
    const differing = Object.entries(values).filter(([field, value]) => !equal(answers[field], value));
    if (differing.length > 0) changed.push({ id, values: Object.fromEntries(differing) });
  }
  const columns = shape.columns.filter((one) => fill.write.includes(one.fieldId) && !one.sealed);
  if (changed.length > 0) await write(tx, shape, columns, changed);
  const missing = ids.filter((id) => !records.has(id));
  return { written: changed.length, failures, held: await stillThere(tx, shape, missing) };
}

async function write(
  tx: Tx,
  shape: Shape,
  columns: ShapeColumn[],
  changed: { id: string; values: Answers }[],
): Promise<void> {
  const sets = columns
    .filter((one) => one.place === 'column')
    .map((one) => {
      const value = overflowExpression(one.sqlType, one.fieldId, 'x.v');
      const expression = one.sqlType === 'jsonb' ? `nullif(${value}, 'null'::jsonb)` : value;
      const name = `"${columnName(one)}"`;
      return sql.raw(`${name} = CASE WHEN x.v ? '${one.fieldId}' THEN ${expression} ELSE r.${name} END`);
    });
  const beyond = columns.filter((one) => one.place === 'overflow').map((one) => String(one.fieldId));
  if (beyond.length > 0)
    sets.push(
      sql`overflow = coalesce(r.overflow, '{}') || (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(x.v) WHERE key = ANY (${beyond}::text[]))`,
    );
  if (sets.length === 0) return;
  await sql`
    UPDATE ${sql.id(shape.table)} r SET ${sql.join(sets)}
    FROM (SELECT i AS id, t::jsonb AS v FROM unnest(${changed.map((one) => one.id)}::uuid[],
      ${changed.map((one) => JSON.stringify(one.values))}::text[]) AS u (i, t)) x
    WHERE r.id = x.id`.execute(tx);
}

async function stillThere(tx: Tx, shape: Shape, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM ${sql.id(shape.table)} WHERE id = ANY (${ids}::uuid[])`.execute(tx);
  return rows.map((row) => row.id);
}

/** Records whose old value stands and whose new one is missing, some of them. */
export async function selectUnconverted(
  tx: Tx,
  shape: Shape,
  from: number,
  to: number,
  limit: number,
): Promise<string[]> {
  const [old, now] = [from, to].map((id) => shape.columns.find((one) => one.fieldId === id));
  if (old === undefined || now === undefined) return [];
  const holds = (one: ShapeColumn) =>
    one.place === 'overflow'
      ? sql`coalesce(overflow -> ${String(one.fieldId)}, 'null'::jsonb) <> 'null'::jsonb`
      : sql`${sql.id(columnName(one))} IS NOT NULL`;
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM ${sql.id(shape.table)} WHERE ${holds(old)} AND NOT (${holds(now)}) ORDER BY id LIMIT ${limit}`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}

const equal = (one: Json | undefined, other: Json | undefined): boolean =>
  (isEmpty(one ?? null) && isEmpty(other ?? null)) || same(one ?? null, other ?? null);
