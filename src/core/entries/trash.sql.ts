/** Into the trash and out of it: a mark on the row and a line in its history, in one statement. */
import { type RawBuilder, sql } from 'kysely';
import type { Shape, Writer } from '#core/records.server';
import type { Tx } from '#platform/db.server';

/** The new revision; null when the record has moved on or lies there already. */
export function markDeleted(
  tx: Tx,
  shape: Shape,
  record: { id: string; revision: number },
  writer: Writer,
  act: 'delete' | 'merged' = 'delete',
): Promise<number | null> {
  const sets = sql`deleted_at = now(), deleted_by = ${writer.staffId ?? null}::uuid`;
  return moved(tx, shape, record, writer, act, sets, sql`deleted_at IS NULL`);
}

/** The inverse. */
export function unmarkDeleted(
  tx: Tx,
  shape: Shape,
  record: { id: string; revision: number },
  writer: Writer,
): Promise<number | null> {
  return moved(
    tx,
    shape,
    record,
    writer,
    'restore',
    sql`deleted_at = NULL, deleted_by = NULL`,
    sql`deleted_at IS NOT NULL`,
  );
}

async function moved(
  tx: Tx,
  shape: Shape,
  record: { id: string; revision: number },
  writer: Writer,
  act: string,
  sets: RawBuilder<unknown>,
  where: RawBuilder<unknown>,
): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    WITH record_row AS (
      UPDATE ${sql.id(shape.table)} SET revision = revision + 1, ${sets}
      WHERE id = ${record.id}::uuid AND revision = ${record.revision} AND ${where} RETURNING id, revision)
    INSERT INTO record_history (app_id, record_id, revision, actor_kind, post_id, act, via, diff)
    SELECT ${shape.appId}, id, revision, ${writer.kind}, ${writer.postId}::uuid, ${act}, ${writer.via ?? null}::text, '{}' FROM record_row
    RETURNING revision`.execute(tx);
  return rows[0]?.revision ?? null;
}

/** Locks a row and says where it stands; null when there is none. */
export async function lockEntry(
  tx: Tx,
  shape: Shape,
  id: string,
): Promise<{ revision: number; deleted_at: Date | null } | null> {
  const { rows } = await sql<{ revision: number; deleted_at: Date | null }>`
    SELECT revision, deleted_at FROM ${sql.id(shape.table)} WHERE id = ${id}::uuid FOR UPDATE`.execute(tx);
  return rows[0] ?? null;
}

/** Ids of living records in their order, for acts that look through all of them. */
export async function selectLivingIds(
  tx: Tx,
  shape: Shape,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM ${sql.id(shape.table)}
    WHERE deleted_at IS NULL AND (${after}::uuid IS NULL OR id > ${after}::uuid) ORDER BY id LIMIT ${limit}`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}
