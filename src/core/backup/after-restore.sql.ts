import { sql } from 'kysely';
import { insertAudit } from '#platform/audit.server';
import type { Tx } from '#platform/db.server';

/**
 * Everybody signs in again: who signed out, was suspended or changed the password after the backup must not find a
 * session that lives. Drafts stay reachable by account, or by number and secret word.
 */
export async function endSessions(tx: Tx): Promise<void> {
  await sql`DELETE FROM session_grants`.execute(tx);
  await sql`DELETE FROM portal_sessions`.execute(tx);
  await sql`DELETE FROM staff_sessions`.execute(tx);
  await sql`DELETE FROM login_codes`.execute(tx);
}

/** Deliveries to other systems that waited: perhaps made since. They wait as failed ones for a person to replay. Gives how many. */
export async function holdDeliveries(tx: Tx): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE webhook_deliveries SET state = 'failed', last_result = 'restored' WHERE state = 'waiting'`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0);
}

/** The audit says that from here on the rows are those of a backup, and which. */
export async function noteRestore(tx: Tx, digest: string, takenAt: string): Promise<void> {
  await insertAudit(tx, {
    zone: 'admin',
    actorKind: 'operator',
    actorId: null,
    postId: null,
    act: 'backup.restore',
    noun: 'backup',
    ids: digest === '' ? [] : [digest],
    fieldClasses: [],
    purpose: `taken at ${takenAt}`,
    requestId: null,
  });
}
