/** As the owner only: these are the only statements that change an audit row. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export async function selectRedactable(
  ownerTx: Tx,
  rows: string[],
): Promise<{ row_id: string; hash: Buffer }[]> {
  const found = await sql<{ row_id: string; hash: Buffer }>`
    SELECT l.row_id, l.hash FROM audit_leaves l JOIN audit a ON a.id = l.row_id
    WHERE l.row_id = ANY (${rows}::bigint[]) AND NOT EXISTS (SELECT FROM audit_redactions r WHERE r.row_id = l.row_id)
    ORDER BY l.position FOR UPDATE OF a`.execute(ownerTx);
  return found.rows;
}

export async function insertRedaction(ownerTx: Tx, row: string, note: string): Promise<void> {
  await sql`INSERT INTO audit_redactions (row_id, note) VALUES (${row}, ${note})`.execute(ownerTx);
}

/** When, where and what kind of act remain; who, which record, why, and the salt go. */
export async function clearRow(ownerTx: Tx, row: string): Promise<void> {
  await sql`
    UPDATE audit SET actor_id = NULL, post_id = NULL, ids = '{}', purpose = NULL, request_id = NULL, salt = NULL
    WHERE id = ${row}`.execute(ownerTx);
}
