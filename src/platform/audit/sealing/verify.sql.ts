/** What verification reads: leaves beside their rows, heads, and rows that never got a leaf. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import { type HeadRow, rowColumns, type SealedRow } from './leaves.sql.ts';

export interface Stored extends Omit<SealedRow, 'id'> {
  position: string;
  row_id: string;
  hash: Buffer;
  /** Null when the row is gone. */
  id: string | null;
  redaction: string | null;
}

export async function selectStored(tx: Tx, from: number, to: number): Promise<Stored[]> {
  const { rows } = await sql<Stored>`
    SELECT l.position, l.row_id, l.hash, r.note AS redaction, ${rowColumns}
    FROM audit_leaves l LEFT JOIN audit a ON a.id = l.row_id LEFT JOIN audit_redactions r ON r.row_id = l.row_id
    WHERE l.position >= ${from} AND l.position < ${to} ORDER BY l.position`.execute(tx);
  return rows;
}

export async function selectHeads(tx: Tx, above: number, upTo: number): Promise<HeadRow[]> {
  const { rows } = await sql<HeadRow>`
    SELECT size, at, horizon::text AS horizon, frontier, note FROM audit_heads
    WHERE size > ${above} AND size <= ${upTo} ORDER BY size`.execute(tx);
  return rows;
}

/** In one statement, so that sealing meanwhile does not look like a difference. */
export async function selectEnds(tx: Tx): Promise<{ leaves: number; heads: number }> {
  const { rows } = await sql<{ leaves: string; heads: string }>`
    SELECT (SELECT coalesce(max(position) + 1, 0) FROM audit_leaves) AS leaves,
      (SELECT coalesce(max(size), 0) FROM audit_heads) AS heads`.execute(tx);
  return { leaves: Number(rows[0]!.leaves), heads: Number(rows[0]!.heads) };
}

/** Size of the last head before a time, and the number of leaves that may hold rows up to another time. */
export async function selectRange(tx: Tx, from: string, to: string): Promise<{ from: number; to: number }> {
  const { rows } = await sql<{ from: string; to: string }>`
    SELECT (SELECT coalesce(max(size), 0) FROM audit_heads WHERE at < ${from}::timestamptz) AS from,
      greatest(
        (SELECT min(size) FROM audit_heads WHERE at >= ${to}::timestamptz),
        (SELECT max(l.position) + 1 FROM audit a JOIN audit_leaves l ON l.row_id = a.id
          WHERE a.at >= ${from}::timestamptz AND a.at < ${to}::timestamptz)) AS to`.execute(tx);
  return { from: Number(rows[0]!.from), to: Number(rows[0]!.to) };
}

/** Rows whose transaction was over when the last head was made, and yet no head has them: put in afterwards. */
export async function selectNeverSealed(
  tx: Tx,
  range: { horizon: string; from: string | null; to: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT a.id FROM audit a
    WHERE a.xid < ${range.horizon}::xid8
      AND (${range.from}::timestamptz IS NULL OR a.at >= ${range.from}::timestamptz)
      AND (${range.to}::timestamptz IS NULL OR a.at < ${range.to}::timestamptz)
      AND NOT EXISTS (SELECT FROM audit_leaves l WHERE l.row_id = a.id)
    ORDER BY a.id LIMIT ${range.limit}`.execute(tx);
  return rows.map((row) => row.id);
}

export async function selectLeafOf(tx: Tx, row: string): Promise<number | null> {
  const { rows } = await sql<{
    position: string;
  }>`SELECT position FROM audit_leaves WHERE row_id = ${row}::bigint`.execute(tx);
  return rows[0] === undefined ? null : Number(rows[0].position);
}
