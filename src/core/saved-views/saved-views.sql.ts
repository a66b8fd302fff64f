/** Kept views. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Audience, KeptBody } from './model.ts';

export interface SavedRow {
  id: string;
  app_id: string;
  owner_staff_id: string;
  shared: boolean;
  title: string;
  body: KeptBody;
  audience: Audience;
  opens_first: boolean;
  revision: number;
}

const columns = sql`id, app_id, owner_staff_id, shared, title, body, audience, opens_first, revision`;

/** One's own and shared ones, in the order of their names. */
export async function selectSaved(tx: Tx, appId: string, staffId: string): Promise<SavedRow[]> {
  const { rows } = await sql<SavedRow>`
    SELECT ${columns} FROM saved_views
    WHERE app_id = ${appId} AND deleted_at IS NULL AND (shared OR owner_staff_id = ${staffId}::uuid)
    ORDER BY title COLLATE "ja-x-icu", id`.execute(tx);
  return rows;
}

/** Locked until the end of the transaction. `deleted` asks for one that lies in the bin. */
export async function lockSaved(
  tx: Tx,
  appId: string,
  id: string,
  deleted = false,
): Promise<SavedRow | null> {
  const { rows } = await sql<SavedRow>`
    SELECT ${columns} FROM saved_views
    WHERE app_id = ${appId} AND id = ${id}::uuid AND (deleted_at IS NOT NULL) = ${deleted} FOR UPDATE`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export async function countSaved(tx: Tx, appId: string, staffId: string, shared: boolean): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    SELECT count(*) FROM saved_views WHERE app_id = ${appId} AND deleted_at IS NULL AND shared = ${shared}
      AND (shared OR owner_staff_id = ${staffId}::uuid)`.execute(tx);
  return Number(rows[0]?.count ?? 0);
}

export async function insertSaved(tx: Tx, row: Omit<SavedRow, 'revision'>): Promise<void> {
  await sql`
    INSERT INTO saved_views (id, app_id, owner_staff_id, shared, title, body, audience, opens_first, updated_by)
    VALUES (${row.id}, ${row.app_id}, ${row.owner_staff_id}, ${row.shared}, ${row.title}, ${JSON.stringify(row.body)}::jsonb,
      ${JSON.stringify(row.audience)}::jsonb, ${row.opens_first}, ${row.owner_staff_id})`.execute(tx);
}

export async function updateSaved(
  tx: Tx,
  id: string,
  by: string,
  next: Pick<SavedRow, 'title' | 'body' | 'audience' | 'opens_first'>,
): Promise<void> {
  await sql`
    UPDATE saved_views SET title = ${next.title}, body = ${JSON.stringify(next.body)}::jsonb,
      audience = ${JSON.stringify(next.audience)}::jsonb, opens_first = ${next.opens_first},
      revision = revision + 1, updated_by = ${by}, updated_at = now()
    WHERE id = ${id}`.execute(tx);
}

/** At most one of one's own views opens first. */
export async function clearFirst(tx: Tx, appId: string, staffId: string, except: string): Promise<void> {
  await sql`
    UPDATE saved_views SET opens_first = false
    WHERE app_id = ${appId} AND owner_staff_id = ${staffId}::uuid AND opens_first AND id <> ${except}`.execute(
    tx,
  );
}

/** Into the bin, or out of it. */
export async function markDeleted(tx: Tx, id: string, by: string, deleted: boolean): Promise<void> {
  await sql`
    UPDATE saved_views SET deleted_at = ${deleted ? sql`now()` : sql`NULL`}, revision = revision + 1,
      updated_by = ${by}, updated_at = now()
    WHERE id = ${id}`.execute(tx);
}

/** What lay in the bin for 30 days goes for good: conditions name people. */
export async function eraseDeleted(tx: Tx, appId: string): Promise<void> {
  await sql`DELETE FROM saved_views WHERE app_id = ${appId} AND deleted_at < now() - interval '30 days'`.execute(
    tx,
  );
}
