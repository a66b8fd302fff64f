import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export type Target = 'portal' | 'staff' | 'outside';

export interface OutboxRow {
  id: string;
  kind: string;
  target: Target;
  payload: unknown;
  delivered: boolean;
  attempts: number;
  /** It waited in a backup that was restored, or such a message caused it. */
  afterRestore: boolean;
}

/** After a restore nobody knows whether what leaves the house has left before: a person decides, see held.sql.ts. */
const notHeld = sql`dropped_at IS NULL AND NOT (after_restore AND target = 'outside' AND released_at IS NULL)`;

/**
 * Posts a message in the transaction of the act that causes it. A second post under the same
 * `dedupKey` fails with SQLSTATE 23505 and takes the act with it. (ON CONFLICT would need SELECT
 * on the outbox, which zones must not have: the portal could read decisions on their way.)
 */
export async function insertOutbox(
  tx: Tx,
  message: { kind: string; target: Target; payload: unknown; dedupKey?: string },
): Promise<void> {
  await sql`
    INSERT INTO outbox (kind, target, dedup_key, payload)
    VALUES (${message.kind}, ${message.target}, ${message.dedupKey ?? null}, ${JSON.stringify(message.payload)}::jsonb)`.execute(
    tx,
  );
}

/** Locks one message for its handler; null when another worker holds it, or when it is held or dropped. */
export async function lockMessage(tx: Tx, id: string): Promise<OutboxRow | null> {
  const { rows } = await sql<OutboxRow>`
    SELECT id, kind, target, payload, delivered_at IS NOT NULL AS delivered, attempts, after_restore AS "afterRestore"
    FROM outbox WHERE id = ${id} AND ${notHeld} FOR UPDATE SKIP LOCKED`.execute(tx);
  return rows[0] ?? null;
}

export async function markDelivered(tx: Tx, id: string): Promise<void> {
  await sql`UPDATE outbox SET delivered_at = now(), attempts = attempts + 1, last_error = NULL WHERE id = ${id}`.execute(
    tx,
  );
}

/** `error` is a code or class name, never a message that might quote personal data. */
export async function markFailed(tx: Tx, id: string, error: string): Promise<void> {
  await sql`UPDATE outbox SET attempts = attempts + 1, last_error = ${error} WHERE id = ${id}`.execute(tx);
}

/** Messages nobody has handed to the job queue yet, oldest first; also those handed over long ago and never delivered. */
export async function takeUnrelayed(tx: Tx, limit: number): Promise<{ id: string; kind: string }[]> {
  const { rows } = await sql<{ id: string; kind: string }>`
    UPDATE outbox SET relayed_at = now()
    WHERE id IN (
      SELECT id FROM outbox
      WHERE delivered_at IS NULL AND (relayed_at IS NULL OR relayed_at < now() - interval '10 minutes') AND ${notHeld}
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, kind`.execute(tx);
  return rows.sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
}

/** The role whose tables a handler works on, for the rest of this transaction. */
export async function actAs(tx: Tx, role: string): Promise<void> {
  await sql`SET LOCAL ROLE ${sql.id(role)}`.execute(tx);
}

/** What this transaction posts from here on is marked as caused by a message from before a restore. */
export async function markFollowers(tx: Tx): Promise<void> {
  await sql`SELECT set_config('madoguchi.after_restore', 'on', true)`.execute(tx);
}
