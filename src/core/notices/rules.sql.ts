/** How people want to be told, and what waits for the mail of the day. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import { firstWays, isKind, isWay, type Notice, type NoticeRules } from './model.ts';

export async function selectRules(tx: Tx, staffId: string): Promise<NoticeRules> {
  const { rows } = await sql<{ kind: string | null; way: string }>`
    SELECT kind, way FROM notice_rules WHERE staff_id = ${staffId}
    UNION ALL SELECT NULL, app_id FROM notice_quiet_apps WHERE staff_id = ${staffId}`.execute(tx);
  const ways = { ...firstWays };
  for (const { kind, way } of rows) if (kind !== null && isKind(kind) && isWay(way)) ways[kind] = way;
  return { ways, quiet: rows.filter((row) => row.kind === null).map((row) => row.way) };
}

export async function writeRules(tx: Tx, staffId: string, { ways, quiet }: NoticeRules): Promise<void> {
  for (const [kind, way] of Object.entries(ways))
    await sql`
      INSERT INTO notice_rules (staff_id, kind, way) VALUES (${staffId}, ${kind}, ${way})
      ON CONFLICT (staff_id, kind) DO UPDATE SET way = excluded.way`.execute(tx);
  await sql`DELETE FROM notice_quiet_apps WHERE staff_id = ${staffId} AND NOT (app_id = ANY (${quiet}::text[]))`.execute(
    tx,
  );
  await sql`
    INSERT INTO notice_quiet_apps (staff_id, app_id) SELECT ${staffId}::uuid, unnest(${quiet}::text[])
    ON CONFLICT DO NOTHING`.execute(tx);
}

/** Empty: no address, or nobody who may sign in. */
export async function selectMail(tx: Tx, staffId: string): Promise<string> {
  const { rows } = await sql<{ mail: string }>`
    SELECT mail FROM staff WHERE id = ${staffId} AND suspended_at IS NULL`.execute(tx);
  return rows[0]?.mail ?? '';
}

/** People with something unread that came before `until` and waits for the mail of a day. */
export async function selectDigestPeople(tx: Tx, until: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ staff_id: string }>`
    SELECT DISTINCT staff_id FROM notices WHERE digest AND at < ${until} ORDER BY staff_id LIMIT ${limit}`.execute(
    tx,
  );
  return rows.map((row) => row.staff_id);
}

/** Takes what waits out of the queue; what was read meanwhile is not told again. */
export async function takeDigest(tx: Tx, staffId: string, until: Date): Promise<Notice[]> {
  const { rows } = await sql<Notice>`
    UPDATE notices n SET digest = false WHERE staff_id = ${staffId} AND digest AND at < ${until}
    RETURNING n.id, n.kind, n.app_id AS "appId", n.record_id AS "recordId", n.about_id AS "aboutId",
      n.by_staff_id AS "by", n.at, n.read_at IS NOT NULL AS "read"`.execute(tx);
  return rows.filter((row) => !row.read);
}

/** False when the mail of this day is sent already. */
export async function insertDigest(tx: Tx, staffId: string, day: string): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO notice_digests (staff_id, day) VALUES (${staffId}, ${day}) ON CONFLICT DO NOTHING
    RETURNING staff_id`.execute(tx);
  return rows.length === 1;
}
