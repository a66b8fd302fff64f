/** Documents that are ready but for their signature. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export async function markWaiting(tx: Tx, id: string, reason: 'timestamp' | 'certificate'): Promise<void> {
  await sql`
    UPDATE documents SET waiting_for = ${reason}, waiting_since = coalesce(waiting_since, now()),
      retry_at = now() + interval '1 minute'
    WHERE id = ${id}`.execute(tx);
}

/** Those whose next try is due, each handed out once in ten minutes; a try that fails sets its own time. */
export async function takeWaiting(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    UPDATE documents SET retry_at = now() + interval '10 minutes'
    WHERE id IN (
      SELECT id FROM documents WHERE waiting_for IS NOT NULL AND state = 'rendering' AND retry_at <= now()
      ORDER BY waiting_since LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id`.execute(tx);
  return rows.map((row) => row.id);
}
