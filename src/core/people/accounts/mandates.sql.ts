import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface Mandate {
  id: string;
  accountId: string;
  proxyName: string;
  proxyMail: string;
  procedures: string[];
  validTo: string;
  state: 'asked' | 'accepted' | 'ended' | 'expired';
}

const columns = sql`m.id, m.account_id AS "accountId", m.proxy_name AS "proxyName", m.proxy_mail_key AS "proxyMail", m.procedures,
  m.valid_to AS "validTo",
  CASE WHEN m.ended_at IS NOT NULL THEN 'ended' WHEN m.valid_to < CURRENT_DATE THEN 'expired'
    WHEN m.accepted_at IS NOT NULL THEN 'accepted' ELSE 'asked' END AS state`;

export async function insertMandate(
  tx: Tx,
  row: {
    id: string;
    accountId: string;
    name: string;
    mailKey: string;
    procedures: string[];
    validTo: string;
  },
): Promise<void> {
  await sql`
    INSERT INTO mandates (id, account_id, proxy_mail_key, proxy_name, procedures, valid_to)
    VALUES (${row.id}, ${row.accountId}, ${row.mailKey}, ${row.name}, ${row.procedures}, ${row.validTo})`.execute(
    tx,
  );
}

/** Mandates this account gave, newest first; ended ones for a year. */
export async function selectGiven(tx: Tx, accountId: string): Promise<Mandate[]> {
  const { rows } = await sql<Mandate>`
    SELECT ${columns} FROM mandates m
    WHERE m.account_id = ${accountId} AND coalesce(m.ended_at, now()) > now() - interval '1 year'
    ORDER BY m.created_at DESC LIMIT 100`.execute(tx);
  return rows;
}

/** Mandates given to this account or asked of one of its mail addresses, with the giver's mail to know them by. */
export async function selectHeld(tx: Tx, accountId: string): Promise<(Mandate & { giver: string | null })[]> {
  const { rows } = await sql<Mandate & { giver: string | null }>`
    SELECT ${columns}, (SELECT c.address FROM account_channels c WHERE c.account_id = m.account_id ORDER BY c.kind LIMIT 1) AS giver
    FROM mandates m
    WHERE m.ended_at IS NULL AND m.valid_to >= CURRENT_DATE AND (m.proxy_account_id = ${accountId}
      OR (m.accepted_at IS NULL AND m.proxy_mail_key IN (
        SELECT address_key FROM account_channels WHERE account_id = ${accountId} AND kind = 'mail')))
    ORDER BY m.created_at DESC LIMIT 100`.execute(tx);
  return rows;
}

/** Only the holder of the asked mail address; never one's own mandate. */
export async function acceptMandateRow(tx: Tx, id: string, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    UPDATE mandates SET proxy_account_id = ${accountId}, accepted_at = now()
    WHERE id::text = ${id} AND accepted_at IS NULL AND ended_at IS NULL AND valid_to >= CURRENT_DATE AND account_id <> ${accountId}
      AND proxy_mail_key IN (SELECT address_key FROM account_channels WHERE account_id = ${accountId} AND kind = 'mail')
    RETURNING id`.execute(tx);
  return rows.length === 1;
}

/** Either side may end it. */
export async function endMandateRow(tx: Tx, id: string, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    UPDATE mandates SET ended_at = now()
    WHERE id::text = ${id} AND ended_at IS NULL AND (account_id = ${accountId} OR proxy_account_id = ${accountId})
    RETURNING id`.execute(tx);
  return rows.length === 1;
}

/** The account one may begin this procedure for by this mandate today. */
export async function findMandator(
  tx: Tx,
  id: string,
  proxyId: string,
  procedureId: string,
): Promise<string | null> {
  const { rows } = await sql<{ account_id: string }>`
    SELECT account_id FROM mandates
    WHERE id::text = ${id} AND proxy_account_id = ${proxyId} AND accepted_at IS NOT NULL AND ended_at IS NULL AND may_apply
      AND valid_to >= CURRENT_DATE AND (procedures = '{}' OR ${procedureId} = ANY (procedures))
      AND NOT EXISTS (SELECT 1 FROM applications o WHERE o.account_id = mandates.account_id AND o.owner_only)`.execute(
    tx,
  );
  return rows[0]?.account_id ?? null;
}
