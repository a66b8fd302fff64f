import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface CodeRow {
  id: string;
  kind: 'mail' | 'phone';
  address: string;
  address_key: string;
  code_hash: string;
  return_to: string;
  delivery: 'sending' | 'sent' | 'bounced';
  attempts: number;
}

/** The codes this session asked for before end here: one code at a time. */
export async function insertCode(
  tx: Tx,
  row: {
    id: string;
    kind: string;
    address: string;
    key: string;
    codeHash: string;
    sessionHash: string;
    returnTo: string;
  },
): Promise<void> {
  await sql`
    WITH older AS (UPDATE login_codes SET expires_at = now() WHERE session_hash = ${row.sessionHash} AND expires_at > now())
    INSERT INTO login_codes (id, kind, address, address_key, code_hash, session_hash, return_to, expires_at)
    VALUES (${row.id}, ${row.kind}, ${row.address}, ${row.key}, ${row.codeHash}, ${row.sessionHash}, ${row.returnTo},
      now() + interval '10 minutes')`.execute(tx);
}

/** The code this session waits for, used up by attempts or not. */
export async function findWaitingCode(tx: Tx, sessionHash: string): Promise<CodeRow | null> {
  const { rows } = await sql<CodeRow>`
    SELECT id, kind, address, address_key, code_hash, return_to, delivery, attempts FROM login_codes
    WHERE session_hash = ${sessionHash} AND used_at IS NULL AND expires_at > now()
    ORDER BY created_at DESC LIMIT 1`.execute(tx);
  return rows[0] ?? null;
}

/** Counts an attempt before the code is compared; null when there is none left. */
export async function takeAttempt(tx: Tx, sessionHash: string, most: number): Promise<CodeRow | null> {
  const { rows } = await sql<CodeRow>`
    UPDATE login_codes SET attempts = attempts + 1
    WHERE id = (SELECT id FROM login_codes WHERE session_hash = ${sessionHash} AND used_at IS NULL AND expires_at > now()
        ORDER BY created_at DESC LIMIT 1)
      AND attempts < ${most} AND used_at IS NULL
    RETURNING id, kind, address, address_key, code_hash, return_to, delivery, attempts`.execute(tx);
  return rows[0] ?? null;
}

/** True for exactly one of two who present the right code at the same time. */
export async function consumeCode(tx: Tx, id: string): Promise<boolean> {
  const { rows } =
    await sql`UPDATE login_codes SET used_at = now() WHERE id = ${id} AND used_at IS NULL RETURNING id`.execute(
      tx,
    );
  return rows.length === 1;
}

export async function markCodeBounced(tx: Tx, id: string): Promise<void> {
  await sql`
    WITH code AS (UPDATE login_codes SET delivery = 'bounced' WHERE id = ${id} RETURNING kind, address_key)
    UPDATE account_channels c SET bounced_at = now() FROM code
    WHERE c.kind = code.kind AND c.address_key = code.address_key`.execute(tx);
}

/** Codes older than a day hold addresses for nothing. */
export async function deleteOldCodes(tx: Tx): Promise<void> {
  await sql`DELETE FROM login_codes WHERE created_at < now() - interval '1 day'`.execute(tx);
}
