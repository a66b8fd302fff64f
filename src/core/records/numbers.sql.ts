/** Automatic numbers: taken in one statement, so that two records never get the same one and no number is left out. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/**
 * The next number of a series (`2026/小倉北区`), kept until the transaction ends: who rolls back gives it back, and others wait
 * until then. Take it as late as possible in the transaction.
 */
export async function takeNumber(tx: Tx, appId: string, fieldId: number, series: string): Promise<bigint> {
  const { rows } = await sql<{ last: string }>`
    INSERT INTO app_numbers AS n (app_id, field_id, series, last) VALUES (${appId}, ${fieldId}, ${series}, 1)
    ON CONFLICT (app_id, field_id, series) DO UPDATE SET last = n.last + 1 RETURNING last`.execute(tx);
  return BigInt(rows[0]!.last);
}
