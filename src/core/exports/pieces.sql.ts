/** The stored file in pieces of one size; only the last may be shorter. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export const pieceBytes = 1024 * 1024;

/** Only while this claim holds: a worker that lost it writes nothing more. */
export async function insertPiece(
  tx: Tx,
  at: { exportId: string; claim: string; position: number },
  bytes: Uint8Array,
): Promise<boolean> {
  const result = await sql`
    INSERT INTO export_pieces (export_id, position, bytes)
    SELECT id, ${at.position}, ${Buffer.from(bytes)} FROM exports
    WHERE id = ${at.exportId} AND claim = ${at.claim} AND state = 'building'`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function selectPiece(tx: Tx, exportId: string, position: number): Promise<Uint8Array | null> {
  const { rows } = await sql<{ bytes: Buffer }>`
    SELECT bytes FROM export_pieces WHERE export_id = ${exportId} AND position = ${position}`.execute(tx);
  return rows[0]?.bytes ?? null;
}

/** What an attempt left, unless another worker has taken over meanwhile. */
export async function deletePieces(tx: Tx, exportId: string, claim: string): Promise<void> {
  await sql`
    DELETE FROM export_pieces p USING exports e
    WHERE e.id = p.export_id AND e.id = ${exportId} AND (e.claim = ${claim} OR e.claim IS NULL) AND e.state <> 'ready'`.execute(
    tx,
  );
}
