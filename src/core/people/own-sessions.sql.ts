/** Where somebody is signed in: to see it, and to end it. Each zone asks for its own people; ids of others end nothing. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface OwnSession {
  id: string;
  device: string;
  since: Date;
  seen: Date;
  /** The one that asks. */
  here: boolean;
}

const columns = sql`id, device, created_at AS since, last_seen_at AS seen`;

export async function selectStaffSessions(tx: Tx, staffId: string, hereHash: string): Promise<OwnSession[]> {
  const { rows } = await sql<OwnSession>`
    SELECT ${columns}, id_hash = ${hereHash} AS here FROM staff_sessions
    WHERE staff_id = ${staffId} AND stage IN ('post', 'full') AND expires_at > now()
      AND last_seen_at > now() - interval '30 minutes'
    ORDER BY id_hash = ${hereHash} DESC, last_seen_at DESC, id`.execute(tx);
  return rows;
}

export async function selectAccountSessions(
  tx: Tx,
  accountId: string,
  hereHash: string,
): Promise<OwnSession[]> {
  const { rows } = await sql<OwnSession>`
    SELECT ${columns}, id_hash = ${hereHash} AS here FROM portal_sessions
    WHERE account_id = ${accountId} AND expires_at > now() AND last_seen_at > now() - interval '2 hours'
    ORDER BY id_hash = ${hereHash} DESC, last_seen_at DESC, id`.execute(tx);
  return rows;
}

/** Ends one session of this person, or all but the one that asks. Gives how many ended. */
export async function endStaffSessions(
  tx: Tx,
  staffId: string,
  which: { id: string } | { butHash: string },
): Promise<number> {
  const chosen = 'id' in which ? sql`id = ${which.id}::uuid` : sql`id_hash <> ${which.butHash}`;
  const { numAffectedRows } =
    await sql`DELETE FROM staff_sessions WHERE staff_id = ${staffId} AND ${chosen}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

export async function endAccountSessions(
  tx: Tx,
  accountId: string,
  which: { id: string } | { butHash: string },
): Promise<number> {
  const chosen = 'id' in which ? sql`id = ${which.id}::uuid` : sql`id_hash <> ${which.butHash}`;
  const { numAffectedRows } =
    await sql`DELETE FROM portal_sessions WHERE account_id = ${accountId} AND ${chosen}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Noted once, when a sign-in is complete. */
export async function noteStaffDevice(tx: Tx, hash: string, device: string): Promise<void> {
  await sql`UPDATE staff_sessions SET device = ${device} WHERE id_hash = ${hash}`.execute(tx);
}

export async function notePortalDevice(tx: Tx, hash: string, device: string): Promise<void> {
  await sql`UPDATE portal_sessions SET device = ${device} WHERE id_hash = ${hash}`.execute(tx);
}

/** Whether the resident signed in a moment ago: a shared terminal left open must not end what goes on elsewhere. */
export async function signedInJustNow(tx: Tx, hash: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM portal_sessions WHERE id_hash = ${hash} AND created_at > now() - interval '10 minutes'`.execute(
    tx,
  );
  return rows.length === 1;
}
