/** Counts for the review of a draft. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** Records with a value in a column, or in the overflow when `column` is null. */
export async function countFilled(
  tx: Tx,
  table: string,
  column: string | null,
  fieldId: number,
): Promise<number> {
  const filled =
    column === null
      ? sql`coalesce(overflow -> ${String(fieldId)}, 'null'::jsonb) <> 'null'::jsonb`
      : sql`${sql.id(column)} IS NOT NULL`;
  const { rows } = await sql<{ count: string }>`
    SELECT count(*) AS count FROM ${sql.id(table)} WHERE deleted_at IS NULL AND ${filled}`.execute(tx);
  return Number(rows[0]!.count);
}

/** All records, or so many spread over the table: ids are random, so a run of them in order is as good as any. */
export async function selectSample(tx: Tx, table: string, total: number, most: number): Promise<string[]> {
  const part = total <= most ? sql`` : sql`TABLESAMPLE SYSTEM (${Math.min(100, (most * 300) / total)})`;
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM ${sql.id(table)} ${part} WHERE deleted_at IS NULL LIMIT ${most}`.execute(tx);
  return rows.map((row) => row.id);
}

export async function countOpenCases(tx: Tx, appId: string): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    SELECT count(*) AS count FROM cases WHERE app_id = ${appId} AND closed_at IS NULL`.execute(tx);
  return Number(rows[0]!.count);
}

export async function countLiving(tx: Tx, table: string): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    SELECT count(*) AS count FROM ${sql.id(table)} WHERE deleted_at IS NULL`.execute(tx);
  return Number(rows[0]!.count);
}

/** Living records by the state they stand in. */
export async function countStates(tx: Tx, table: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ state: string; count: string }>`
    SELECT state, count(*) AS count FROM ${sql.id(table)}
    WHERE deleted_at IS NULL AND state IS NOT NULL GROUP BY state`.execute(tx);
  return new Map(rows.map((row) => [row.state, Number(row.count)]));
}

/** Living records that share the values of these columns with another one, and how many such groups there are. */
export async function countDuplicates(
  tx: Tx,
  table: string,
  columns: readonly string[],
): Promise<{ records: number; groups: number }> {
  const names = columns.map((column) => sql.id(column));
  const { rows } = await sql<{ records: string; groups: string }>`
    SELECT coalesce(sum(times), 0) AS records, count(*) AS groups FROM (
      SELECT count(*) AS times FROM ${sql.id(table)}
      WHERE deleted_at IS NULL AND num_nulls(${sql.join(names)}) = 0
      GROUP BY ${sql.join(names)} HAVING count(*) > 1) AS alike`.execute(tx);
  return { records: Number(rows[0]!.records), groups: Number(rows[0]!.groups) };
}
