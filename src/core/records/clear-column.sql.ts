/** Columns of retired fields emptied, so that another field can have them: a table takes no more than so many, ever. As the builder. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import { shapesChange } from './kept-shapes.server.ts';
import type { Shape, ShapeColumn } from './model.ts';
import { columnName } from './naming.ts';
import { ownColumns } from './plan-shape.ts';
import { fromDriver } from './storage.ts';

export const physicalColumns = (shape: Shape): number =>
  ownColumns + shape.columns.filter((one) => one.place === 'column').length;

/** Retired, with values that history can say. `kept`: fields that something still reads or writes. */
export function clearable(shape: Shape, kept: ReadonlySet<number>): ShapeColumn[] {
  const followed = new Set((shape.conversions ?? []).flatMap((one) => [one.from, one.to]));
  return shape.columns.filter(
    (one) =>
      one.place === 'column' &&
      one.retired &&
      one.free !== true &&
      !one.sealed &&
      one.unique !== true &&
      !kept.has(one.fieldId) &&
      !followed.has(one.fieldId),
  );
}

/** One batch: values go from the record, and its history says which they were. Gives how many; 0 when none is left or free. */
export async function clearColumn(tx: Tx, shape: Shape, column: ShapeColumn, limit: number): Promise<number> {
  const name = sql.id(columnName(column));
  const { rows } = await sql<{ id: string; revision: number; value: unknown }>`
    SELECT id, revision, ${name} AS value FROM ${sql.id(shape.table)} WHERE ${name} IS NOT NULL
    ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
  if (rows.length === 0) return 0;
  const ids = rows.map((row) => row.id);
  await sql`
    UPDATE ${sql.id(shape.table)} SET ${name} = NULL, revision = revision + 1 WHERE id = ANY (${ids}::uuid[])`.execute(
    tx,
  );
  const diffs = rows.map((row) =>
    JSON.stringify({ [column.fieldId]: [fromDriver(column.sqlType, row.value), null] }),
  );
  await sql`
    INSERT INTO record_history (app_id, record_id, revision, actor_kind, diff)
    SELECT ${shape.appId}, id, revision, 'system', diff::jsonb
    FROM unnest(${ids}::uuid[], ${rows.map((row) => row.revision + 1)}::integer[], ${diffs}::text[]) AS h (id, revision, diff)`.execute(
    tx,
  );
  return rows.length;
}

/** Emptied: the next field of the same type that finds the table full takes it. False while somebody's value is in it. */
export async function freeColumn(tx: Tx, shape: Shape, column: ShapeColumn): Promise<boolean> {
  await sql`SELECT pg_advisory_xact_lock(hashtext(current_schema()), hashtext(${shape.appId}))`.execute(tx);
  const { rows } = await sql`
    SELECT 1 FROM ${sql.id(shape.table)} WHERE ${sql.id(columnName(column))} IS NOT NULL LIMIT 1`.execute(tx);
  if (rows.length > 0) return false;
  shapesChange(tx);
  await sql`
    UPDATE app_tables SET epoch = epoch + 1, shape = jsonb_set(shape, '{columns}', (
      SELECT jsonb_agg(CASE WHEN (one ->> 'fieldId')::integer = ${column.fieldId} AND (one ->> 'retired')::boolean
        THEN one || '{"free": true}' ELSE one END ORDER BY at)
      FROM jsonb_array_elements(shape -> 'columns') WITH ORDINALITY AS c (one, at)))
    WHERE app_id = ${shape.appId}`.execute(tx);
  return true;
}
