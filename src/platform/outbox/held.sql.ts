/** Messages that a restore found waiting: whether they left the house after the backup was taken, only a person can know. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface HeldMessage {
  id: string;
  kind: string;
  createdAt: Date;
}

/** Which of the held messages: these, or all of them. */
export type HeldChoice = string[] | 'all';

const held = sql`after_restore AND target = 'outside' AND delivered_at IS NULL AND released_at IS NULL AND dropped_at IS NULL`;
const chosen = (choice: HeldChoice) => (choice === 'all' ? sql`true` : sql`id = ANY (${choice}::bigint[])`);

/** Oldest first; never the payload, which names people. */
export async function selectHeld(tx: Tx): Promise<HeldMessage[]> {
  const { rows } = await sql<HeldMessage>`
    SELECT id, kind, created_at AS "createdAt" FROM outbox WHERE ${held} ORDER BY id`.execute(tx);
  return rows;
}

/** They leave the house after all. Gives which. */
export async function releaseHeld(tx: Tx, choice: HeldChoice): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    UPDATE outbox SET released_at = now() WHERE ${held} AND ${chosen(choice)} RETURNING id`.execute(tx);
  return rows.map((row) => row.id);
}

/** They are never sent. Gives which. */
export async function dropHeld(tx: Tx, choice: HeldChoice): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    UPDATE outbox SET dropped_at = now() WHERE ${held} AND ${chosen(choice)} RETURNING id`.execute(tx);
  return rows.map((row) => row.id);
}

/**
 * For a restore, as owner: everything undelivered counts as perhaps delivered. One-time codes are dropped, they ended with
 * their sessions. Numbers go on far above those in use, because mail servers and gateways know ours from after the backup
 * and would take a new message under the same number for a repetition.
 */
export async function holdWaiting(tx: Tx): Promise<{ held: number; waiting: number; dropped: number }> {
  await sql`
    UPDATE outbox SET after_restore = true, relayed_at = NULL, released_at = NULL,
      dropped_at = CASE WHEN target = 'outside' AND payload ->> 'codeId' IS NOT NULL THEN now() END
    WHERE delivered_at IS NULL AND dropped_at IS NULL`.execute(tx);
  await sql`
    SELECT setval(sequence, nextval(sequence) + 1000000)
    FROM (SELECT pg_get_serial_sequence('outbox', 'id')::regclass AS sequence) s`.execute(tx);
  const { rows } = await sql<{ held: number; waiting: number; dropped: number }>`
    SELECT count(*) FILTER (WHERE ${held})::integer AS held,
      count(*) FILTER (WHERE target <> 'outside')::integer AS waiting,
      count(*) FILTER (WHERE dropped_at IS NOT NULL)::integer AS dropped
    FROM outbox WHERE delivered_at IS NULL AND after_restore`.execute(tx);
  return rows[0]!;
}
