/** Rows, leaves and heads: what sealing takes and writes. Append-only, as the roles allow nothing else. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** One audit row as it is hashed. Times are text: a JS Date would lose the microseconds. */
export interface SealedRow {
  id: string;
  at: string;
  xid: string;
  zone: string;
  actor_kind: string;
  actor_id: string | null;
  post_id: string | null;
  act: string;
  noun: string;
  ids: string[];
  field_classes: string[];
  purpose: string | null;
  request_id: string | null;
  salt: string | null;
}

/** Unambiguous: a list in a fixed order, so nothing can move from one column into the next. Changing it changes every hash. */
export function contentOf(row: SealedRow): string {
  return JSON.stringify([
    'madoguchi-audit-1',
    row.id,
    row.at,
    row.xid,
    row.zone,
    row.actor_kind,
    row.actor_id,
    row.post_id,
    row.act,
    row.noun,
    row.ids,
    row.field_classes,
    row.purpose,
    row.request_id,
    row.salt,
  ]);
}

const utc = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
export const timeText = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} AT TIME ZONE 'UTC', ${utc})`;

const rowColumns = sql`a.id, ${timeText('a.at')} AS at, a.xid::text AS xid, a.zone, a.actor_kind, a.actor_id, a.post_id, a.act,
  a.noun, a.ids, a.field_classes, a.purpose, a.request_id, a.salt::text AS salt`;

/** Whether this transaction seals now; another worker may be at it. Let go at its end. */
export async function tryLock(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtext('madoguchi-audit-seal'), hashtext(current_schema())) AS locked`.execute(
    tx,
  );
  return rows[0]!.locked;
}

export interface Moment {
  at: string;
  horizon: string;
  next: string;
}

/** now() is the begin of the transaction, so it lies before the snapshot: what is not in the snapshot began later. */
export async function selectMoment(tx: Tx): Promise<Moment> {
  const { rows } = await sql<Moment>`
    SELECT to_char(now() AT TIME ZONE 'UTC', ${utc}) AS at, pg_snapshot_xmin(s)::text AS horizon, pg_snapshot_xmax(s)::text AS next
    FROM pg_current_snapshot() AS s`.execute(tx);
  return rows[0]!;
}

/**
 * Rows whose transaction has ended for certain, in the order of transactions; and rows of transactions that this server has
 * not had yet, which were restored from another one. The leaf is asked for as well: coming twice over a range does no harm.
 */
export async function selectUnsealed(
  tx: Tx,
  range: { from: string; horizon: string; limit: number },
): Promise<SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    (SELECT ${rowColumns}, a.xid AS turn FROM audit a
     WHERE a.xid >= ${range.from}::xid8 AND a.xid < ${range.horizon}::xid8
       AND NOT EXISTS (SELECT FROM audit_leaves l WHERE l.row_id = a.id)
     ORDER BY a.xid, a.id LIMIT ${range.limit})
    UNION ALL
    (SELECT ${rowColumns}, a.xid AS turn FROM audit a
     WHERE a.xid >= pg_snapshot_xmax(pg_current_snapshot())
       AND NOT EXISTS (SELECT FROM audit_leaves l WHERE l.row_id = a.id)
     ORDER BY a.xid, a.id LIMIT ${range.limit})
    ORDER BY turn, id LIMIT ${range.limit}`.execute(tx);
  return rows;
}

export async function insertLeaves(
  tx: Tx,
  from: number,
  rows: { id: string; hash: Buffer }[],
): Promise<void> {
  await sql`
    INSERT INTO audit_leaves (position, row_id, hash)
    SELECT ${from}::bigint + leaf.nth - 1, leaf.row_id, leaf.hash
    FROM unnest(${rows.map((row) => row.id)}::bigint[], ${rows.map((row) => row.hash)}::bytea[])
      WITH ORDINALITY AS leaf (row_id, hash, nth)`.execute(tx);
}

export interface HeadRow {
  size: string;
  at: Date;
  horizon: string;
  frontier: Buffer;
  note: string;
}

export async function selectLastHead(tx: Tx, upTo?: number): Promise<HeadRow | null> {
  const { rows } = await sql<HeadRow>`
    SELECT size, at, horizon::text AS horizon, frontier, note FROM audit_heads
    WHERE size <= ${upTo ?? Number.MAX_SAFE_INTEGER}::bigint ORDER BY size DESC LIMIT 1`.execute(tx);
  return rows[0] ?? null;
}

/** How many leaves there are, told by the last position. */
export async function countLeaves(tx: Tx): Promise<number> {
  const { rows } = await sql<{
    count: string;
  }>`SELECT coalesce(max(position) + 1, 0) AS count FROM audit_leaves`.execute(tx);
  return Number(rows[0]!.count);
}

export async function insertHead(
  tx: Tx,
  head: { size: number; at: string; horizon: string; frontier: Buffer; note: string },
): Promise<void> {
  await sql`
    INSERT INTO audit_heads (size, at, horizon, frontier, note)
    VALUES (${head.size}, ${head.at}::timestamptz, ${head.horizon}::xid8, ${head.frontier}, ${head.note})`.execute(
    tx,
  );
}

export interface LeafRow {
  position: string;
  row_id: string;
  hash: Buffer;
}

export async function selectLeaves(tx: Tx, from: number, to: number): Promise<LeafRow[]> {
  const { rows } = await sql<LeafRow>`
    SELECT position, row_id, hash FROM audit_leaves WHERE position >= ${from} AND position < ${to} ORDER BY position`.execute(
    tx,
  );
  return rows;
}

export { rowColumns };
