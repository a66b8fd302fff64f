import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/**
 * Sign-in on the resident side ends after 12 hours, and after 2 hours without a sign of life (shared terminals). The sighting
 * is written once a minute at most: a page, its autosave and its look-ups ask at the same time, and none is to wait for the
 * other's row lock. As a statement of its own: in one with the reading it would be planned on every page (50 µs).
 */
export async function findPortalSession(tx: Tx, hash: string): Promise<{ accountId: string | null } | null> {
  const { rows } = await sql<{ accountId: string | null; unseen: boolean }>`
    SELECT account_id AS "accountId", last_seen_at < now() - interval '1 minute' AS unseen FROM portal_sessions
    WHERE id_hash = ${hash} AND expires_at > now() AND last_seen_at > now() - interval '2 hours'`.execute(tx);
  const [found] = rows;
  if (found === undefined) return null;
  if (found.unseen)
    await sql`UPDATE portal_sessions SET last_seen_at = now() WHERE id_hash = ${hash}`.execute(tx);
  return { accountId: found.accountId };
}

/** A session that ended by itself within the last day; signing out leaves none. */
export async function findEndedPortalSession(
  tx: Tx,
  hash: string,
): Promise<{ accountId: string | null } | null> {
  const { rows } = await sql<{ accountId: string | null }>`
    SELECT account_id AS "accountId" FROM portal_sessions
    WHERE id_hash = ${hash} AND least(expires_at, last_seen_at + interval '2 hours') > now() - interval '1 day'`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export async function insertPortalSession(tx: Tx, hash: string, accountId: string | null): Promise<void> {
  await sql`
    INSERT INTO portal_sessions (id_hash, account_id, expires_at)
    VALUES (${hash}, ${accountId}, now() + interval '12 hours')`.execute(tx);
}

export async function deletePortalSession(tx: Tx, hash: string): Promise<void> {
  await sql`DELETE FROM portal_sessions WHERE id_hash = ${hash}`.execute(tx);
}

/** A new cookie after signing in (session fixation); what the old session began goes with it, or one draft of it. */
export async function moveGrants(tx: Tx, from: string, to: string, only: string | null): Promise<void> {
  await sql`
    UPDATE session_grants SET session_hash = ${to}
    WHERE session_hash = ${from} AND (${only}::uuid IS NULL OR draft_id = ${only}::uuid)`.execute(tx);
}

/** How many drafts and applications a session opens without an account, one draft aside. */
export async function countGrants(tx: Tx, hash: string, except: string | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::integer AS count FROM session_grants
    WHERE session_hash = ${hash} AND draft_id IS DISTINCT FROM ${except}::uuid`.execute(tx);
  return rows[0]?.count ?? 0;
}

export interface StaffSessionRow {
  staff_id: string | null;
  post_id: string | null;
  stage: 'start' | 'second-factor' | 'new-password' | 'post' | 'full';
  name: string | null;
}

/**
 * Staff sessions end after 30 minutes without an act and after 12 hours. The sighting is written once a minute at most:
 * a page and its frame ask at the same time, and neither is to wait for the other's row lock.
 */
export async function findStaffSession(tx: Tx, hash: string): Promise<StaffSessionRow | null> {
  const { rows } = await sql<StaffSessionRow>`
    WITH seen AS (
      UPDATE staff_sessions SET last_seen_at = now()
      WHERE id_hash = ${hash} AND last_seen_at BETWEEN now() - interval '30 minutes' AND now() - interval '1 minute')
    SELECT s.staff_id, s.post_id, s.stage, staff.family || ' ' || staff.given AS name
    FROM staff_sessions s LEFT JOIN staff ON staff.id = s.staff_id
    WHERE s.id_hash = ${hash} AND s.expires_at > now()
      AND s.last_seen_at > now() - interval '30 minutes' AND staff.suspended_at IS NULL`.execute(tx);
  return rows[0] ?? null;
}
