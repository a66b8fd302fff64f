/** What is said about a record, who follows it, and what belongs to it. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface CommentRow {
  id: string;
  at: Date;
  staff_id: string;
  name: string;
  body: string;
  mentions: string[];
}

export async function insertComment(
  tx: Tx,
  one: {
    id: string;
    appId: string;
    recordId: string;
    staffId: string;
    postId: string;
    body: string;
    mentions: string[];
  },
): Promise<void> {
  await sql`
    INSERT INTO record_comments (id, app_id, record_id, staff_id, post_id, body, mentions)
    VALUES (${one.id}, ${one.appId}, ${one.recordId}, ${one.staffId}, ${one.postId}, ${one.body}, ${one.mentions}::uuid[])`.execute(
    tx,
  );
}

/** Oldest first; those after a position. */
export async function selectComments(
  tx: Tx,
  appId: string,
  recordId: string,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<(CommentRow & { sort_at: string })[]> {
  const later =
    after === null ? sql`true` : sql`(c.at, c.id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<CommentRow & { sort_at: string }>`
    SELECT c.id, c.at, c.staff_id, s.family || ' ' || s.given AS name, c.body, c.mentions, c.at::text AS sort_at
    FROM record_comments c JOIN staff s ON s.id = c.staff_id
    WHERE c.app_id = ${appId} AND c.record_id = ${recordId}::uuid AND ${later}
    ORDER BY c.at, c.id LIMIT ${limit}`.execute(tx);
  return rows;
}

/** Takes one's own words back; false when they are somebody else's. */
export async function deleteComment(
  tx: Tx,
  appId: string,
  recordId: string,
  id: string,
  staffId: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    DELETE FROM record_comments WHERE id = ${id}::uuid AND app_id = ${appId} AND record_id = ${recordId}::uuid
      AND staff_id = ${staffId}::uuid`.execute(tx);
  return Number(numAffectedRows ?? 0) > 0;
}

export async function setFollowing(
  tx: Tx,
  appId: string,
  recordId: string,
  staffId: string,
  follows: boolean,
): Promise<void> {
  if (follows)
    await sql`
      INSERT INTO record_followers (app_id, record_id, staff_id) VALUES (${appId}, ${recordId}::uuid, ${staffId}::uuid)
      ON CONFLICT DO NOTHING`.execute(tx);
  else
    await sql`
      DELETE FROM record_followers WHERE app_id = ${appId} AND record_id = ${recordId}::uuid AND staff_id = ${staffId}::uuid`.execute(
      tx,
    );
}

export interface LinkEnd {
  appId: string;
  recordId: string;
}

export async function insertLink(
  tx: Tx,
  one: LinkEnd,
  other: LinkEnd,
  staffId: string | null,
): Promise<void> {
  await sql`
    INSERT INTO record_links (app_id, record_id, to_app_id, to_record_id, staff_id)
    VALUES (${one.appId}, ${one.recordId}::uuid, ${other.appId}, ${other.recordId}::uuid, ${staffId}::uuid)
    ON CONFLICT DO NOTHING`.execute(tx);
}

export async function deleteLink(tx: Tx, one: LinkEnd, other: LinkEnd): Promise<void> {
  await sql`
    DELETE FROM record_links
    WHERE (app_id, record_id, to_app_id, to_record_id) = (${one.appId}, ${one.recordId}::uuid, ${other.appId}, ${other.recordId}::uuid)`.execute(
    tx,
  );
}

export async function selectLinks(tx: Tx, { appId, recordId }: LinkEnd): Promise<LinkEnd[]> {
  const { rows } = await sql<LinkEnd>`
    SELECT to_app_id AS "appId", to_record_id AS "recordId" FROM record_links
    WHERE app_id = ${appId} AND record_id = ${recordId}::uuid
    UNION ALL
    SELECT app_id, record_id FROM record_links WHERE to_app_id = ${appId} AND to_record_id = ${recordId}::uuid
    LIMIT 200`.execute(tx);
  return rows;
}
