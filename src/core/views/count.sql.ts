import { type RawBuilder, sql } from 'kysely';
import type { Counted } from './model.ts';
import type { OpenApp } from './open-app.server.ts';
import { tableOf } from './rows.sql.ts';
import { estimateOf } from './search.sql.ts';

/** Counted one by one up to here. */
export const countCap = 10_000;

/** Exact to the cap; beyond it what the planner expects, never less than the cap. */
export async function countRows(open: OpenApp, where: RawBuilder<boolean>): Promise<Counted> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM ${tableOf(open)} WHERE ${where} LIMIT ${countCap + 1}) AS capped`.execute(open.desk.tx);
  const { count } = rows[0]!;
  if (count <= countCap) return { count, exact: true };
  const expected = await estimateOf(open, sql`${tableOf(open)} WHERE ${where}`);
  return { count: Math.max(roughly(expected), countCap), exact: false };
}

export async function countEveryRow(open: OpenApp, where: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    SELECT count(*) AS count FROM ${tableOf(open)} WHERE ${where}`.execute(open.desk.tx);
  return Number(rows[0]!.count);
}

/** Two digits: more would look like knowledge. */
function roughly(count: number): number {
  const unit = 10 ** Math.max(Math.floor(Math.log10(Math.max(count, 1))) - 1, 0);
  return Math.round(count / unit) * unit;
}
