/** Notices of people. Everything is asked of one member of staff: there is no statement that reads those of all. */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Notice, NoticeKind } from './model.ts';

const columns = sql`n.id, n.kind, n.app_id AS "appId", n.record_id AS "recordId", n.about_id AS "aboutId",
  n.by_staff_id AS "by", n.at, n.read_at IS NOT NULL AS "read"`;

export interface NewNotice {
  id: string;
  messageId: string;
  staffId: string;
  kind: NoticeKind;
  appId: string | null;
  recordId: string | null;
  aboutId: string | null;
  by: string | null;
  digest: boolean;
}

/** False when this message told this person already. */
export async function insertNotice(tx: Tx, one: NewNotice): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO notices (id, message_id, staff_id, kind, app_id, record_id, about_id, by_staff_id, digest)
    VALUES (${one.id}, ${one.messageId}, ${one.staffId}, ${one.kind}, ${one.appId}, ${one.recordId}, ${one.aboutId}, ${one.by},
      ${one.digest})
    ON CONFLICT DO NOTHING RETURNING id`.execute(tx);
  return rows.length === 1;
}

export interface NoticeFilter {
  unread: boolean;
  kind: NoticeKind | null;
}

export async function selectNotices(
  tx: Tx,
  staffId: string,
  { unread, kind }: NoticeFilter,
  limit: number,
): Promise<Notice[]> {
  const { rows } = await sql<Notice>`
    SELECT ${columns} FROM notices n
    WHERE n.staff_id = ${staffId} AND (NOT ${unread}::boolean OR n.read_at IS NULL)
      AND (${kind}::text IS NULL OR n.kind = ${kind})
    ORDER BY n.at DESC, n.id LIMIT ${limit}`.execute(tx);
  return rows;
}

export async function selectNotice(tx: Tx, staffId: string, id: string): Promise<Notice | null> {
  const { rows } = await sql<Notice>`
    SELECT ${columns} FROM notices n WHERE n.staff_id = ${staffId} AND n.id = ${id}::uuid`.execute(tx);
  return rows[0] ?? null;
}

/** Up to `most`: nobody reads a larger number than that. A part of the statement that asks for the head of the page. */
export const unreadCount = (staffId: string, most: number): RawBuilder<number> =>
  sql<number>`(SELECT count(*)::int FROM (
    SELECT FROM notices WHERE staff_id = ${staffId}::uuid AND read_at IS NULL LIMIT ${most}) few)`;

/** These, or of null all that came until `until`. */
export async function updateRead(
  tx: Tx,
  staffId: string,
  ids: string[] | null,
  until: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE notices SET read_at = now(), digest = false
    WHERE staff_id = ${staffId} AND read_at IS NULL AND at <= ${until}
      AND (${ids}::uuid[] IS NULL OR id = ANY (${ids}::uuid[]))`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** All that one record, or one thing, has to say to this person. */
export async function updateReadAbout(tx: Tx, staffId: string, notice: Notice): Promise<void> {
  await sql`
    UPDATE notices SET read_at = now(), digest = false
    WHERE staff_id = ${staffId} AND read_at IS NULL
      AND (id = ${notice.id}::uuid
        OR (app_id = ${notice.appId} AND record_id = ${notice.recordId}::uuid))`.execute(tx);
}

/** Followers beside the person who acts. */
export async function selectListeners(
  tx: Tx,
  appId: string,
  recordId: string,
  but: string[],
): Promise<string[]> {
  const { rows } = await sql<{ staff_id: string }>`
    SELECT staff_id FROM record_followers
    WHERE app_id = ${appId} AND record_id = ${recordId}::uuid AND NOT (staff_id = ANY (${but}::uuid[]))
    ORDER BY staff_id`.execute(tx);
  return rows.map((row) => row.staff_id);
}

/** Notices of a record that went into another one go with it. */
export async function moveNotices(tx: Tx, appId: string, fromId: string, toId: string): Promise<void> {
  await sql`
    UPDATE notices SET record_id = ${toId}::uuid
    WHERE app_id = ${appId} AND record_id = ${fromId}::uuid`.execute(tx);
}

/** As the worker. */
export async function deleteOldNotices(tx: Tx, days: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM notices WHERE at < now() - make_interval(days => ${days}::integer)`.execute(tx);
  await sql`DELETE FROM notice_digests WHERE day < CURRENT_DATE - ${days}::integer`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
