import { type RawBuilder, sql } from 'kysely';
import type { Tx } from './database.server.ts';

/** For the rest of this transaction statements may take long: work in the background that reads whole tables. */
export async function takeTime(tx: Tx): Promise<void> {
  await sql`SET LOCAL statement_timeout = '30min'`.execute(tx);
}

/** How many rows there are of what stands after FROM. */
export async function countOf(tx: Tx, from: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: string }>`SELECT count(*) AS count FROM ${from}`.execute(tx);
  return Number(rows[0]?.count ?? 0);
}
