import { type RawBuilder, sql } from 'kysely';
import type { Tx } from './database.server.ts';

/** How many rows there are of what stands after FROM. */
export async function countOf(tx: Tx, from: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: string }>`SELECT count(*) AS count FROM ${from}`.execute(tx);
  return Number(rows[0]?.count ?? 0);
}
