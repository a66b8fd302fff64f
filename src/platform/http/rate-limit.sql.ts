import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/**
 * Counts a hit in the current window, shared by all processes, and says whether `limit` is still kept.
 * `key` must be a hash: rate limits hold no address or number in clear.
 */
export async function hit(tx: Tx, key: string, limit: number, windowSeconds: number): Promise<boolean> {
  const { rows } = await countingHit(key, windowSeconds).execute(tx);
  return (rows[0]?.hits ?? 1) <= limit;
}

/** The statement that counts; `cost` hits at once. */
export const countingHit = (
  key: string,
  windowSeconds: number,
  cost = 1,
): RawBuilder<{ hits: number }> => sql<{
  hits: number;
}>`
    INSERT INTO rate_limits (key, window_start, hits)
    VALUES (${key}, to_timestamp(floor(extract(epoch FROM now()) / ${windowSeconds}) * ${windowSeconds}), ${cost})
    ON CONFLICT (key, window_start) DO UPDATE SET hits = rate_limits.hits + excluded.hits
    RETURNING hits`;
