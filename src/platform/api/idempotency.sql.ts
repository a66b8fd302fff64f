import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface KeptAnswer {
  requestHash: string;
  status: number;
  body: string;
}

/**
 * Takes a key for this request, or gives what was answered under it before. A request under way with the same key is
 * waited for: its row is not visible before it commits, and gone when it fails.
 */
export async function claimKey(
  tx: Tx,
  holder: string,
  key: string,
  requestHash: string,
): Promise<KeptAnswer | null> {
  const claimed = await sql`
    INSERT INTO idempotency_keys (holder, key, request_hash) VALUES (${holder}, ${key}, ${requestHash})
    ON CONFLICT (holder, key) DO NOTHING`.execute(tx);
  if (claimed.numAffectedRows === 1n) return null;
  const { rows } = await sql<KeptAnswer>`
    SELECT request_hash AS "requestHash", status, body FROM idempotency_keys
    WHERE holder = ${holder} AND key = ${key}`.execute(tx);
  return rows[0] ?? null;
}

export async function keepAnswer(
  tx: Tx,
  holder: string,
  key: string,
  status: number,
  body: string,
): Promise<void> {
  await sql`UPDATE idempotency_keys SET status = ${status}, body = ${body}
    WHERE holder = ${holder} AND key = ${key}`.execute(tx);
}
