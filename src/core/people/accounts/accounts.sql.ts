import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface Channel {
  kind: 'mail' | 'phone';
  address: string;
  bounced: boolean;
}

/** The account that holds this channel; it has just been proved again, so a bounce is forgotten. */
export async function findAccountByChannel(tx: Tx, kind: string, key: string): Promise<string | null> {
  const { rows } = await sql<{ account_id: string }>`
    UPDATE account_channels SET verified_at = now(), bounced_at = NULL
    WHERE kind = ${kind} AND address_key = ${key} RETURNING account_id`.execute(tx);
  return rows[0]?.account_id ?? null;
}

/** Of two first sign-ins at the same moment one makes the account; false tells the other to look again. */
export async function insertAccount(
  tx: Tx,
  row: { id: string; language: string; kind: string; address: string; key: string },
): Promise<boolean> {
  const { rows } = await sql`
    WITH account AS (INSERT INTO accounts (id, language) VALUES (${row.id}, ${row.language}))
    INSERT INTO account_channels (account_id, kind, address, address_key)
    VALUES (${row.id}, ${row.kind}, ${row.address}, ${row.key})
    ON CONFLICT (kind, address_key) DO NOTHING RETURNING account_id`.execute(tx);
  return rows.length === 1;
}

export async function selectChannels(tx: Tx, accountId: string): Promise<Channel[]> {
  const { rows } = await sql<Channel>`
    SELECT kind, address, bounced_at IS NOT NULL AS bounced FROM account_channels
    WHERE account_id = ${accountId} ORDER BY kind, verified_at`.execute(tx);
  return rows;
}

/** Drafts this session began as a visitor belong to the account from now on. */
export async function joinDrafts(
  tx: Tx,
  sessionHash: string,
  accountId: string,
  only: string | null,
): Promise<void> {
  await sql`
    UPDATE drafts SET account_id = ${accountId}
    WHERE account_id IS NULL AND submitted_as IS NULL
      AND id IN (SELECT draft_id FROM session_grants WHERE session_hash = ${sessionHash} AND draft_id IS NOT NULL
        AND (${only}::uuid IS NULL OR draft_id = ${only}::uuid))`.execute(tx);
}

/** Ends the account: drafts, files of drafts, channels, mandates and sessions go; applications stay where they are. */
export async function closeAccountRows(tx: Tx, accountId: string): Promise<void> {
  await sql`
    DELETE FROM portal_files WHERE application_id IS NULL
      AND draft_id IN (SELECT id FROM drafts WHERE account_id = ${accountId} AND submitted_as IS NULL)`.execute(
    tx,
  );
  await sql`DELETE FROM drafts WHERE account_id = ${accountId} AND submitted_as IS NULL`.execute(tx);
  await sql`DELETE FROM account_channels WHERE account_id = ${accountId}`.execute(tx);
  await sql`
    UPDATE mandates SET ended_at = now()
    WHERE (account_id = ${accountId} OR proxy_account_id = ${accountId}) AND ended_at IS NULL`.execute(tx);
  await sql`DELETE FROM portal_sessions WHERE account_id = ${accountId}`.execute(tx);
  await sql`UPDATE accounts SET closed_at = now() WHERE id = ${accountId}`.execute(tx);
}
