/** Signs of life at records. They say who is here now and are forgotten after a minute: who looked is in the audit. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

interface Place {
  appId: string;
  recordId: string;
}

/** Whoever was not heard of for so long is not here any more. */
const lifetime = sql`interval '60 seconds'`;

export async function noteVisit(
  tx: Tx,
  { appId, recordId }: Place,
  who: { staffId: string; postId: string },
  editing: boolean,
): Promise<void> {
  const since = editing ? sql`now()` : sql`NULL`;
  await sql`
    INSERT INTO record_visits (app_id, record_id, staff_id, post_id, editing_at)
    VALUES (${appId}, ${recordId}::uuid, ${who.staffId}::uuid, ${who.postId}::uuid, ${since})
    ON CONFLICT (app_id, record_id, staff_id) DO UPDATE
    SET seen_at = now(), post_id = excluded.post_id, editing_at = coalesce(excluded.editing_at, record_visits.editing_at)`.execute(
    tx,
  );
  // What crashed tabs left behind, a little at a time and never waiting for anybody.
  await sql`
    DELETE FROM record_visits v USING (
      SELECT app_id, record_id, staff_id FROM record_visits WHERE seen_at < now() - interval '10 minutes'
      LIMIT 100 FOR UPDATE SKIP LOCKED) old
    WHERE v.app_id = old.app_id AND v.record_id = old.record_id AND v.staff_id = old.staff_id`.execute(tx);
}

/** One tab less; another tab of the same person says so with its next sign. */
export async function endVisit(tx: Tx, { appId, recordId }: Place, staffId: string): Promise<void> {
  await sql`DELETE FROM record_visits
    WHERE app_id = ${appId} AND record_id = ${recordId}::uuid AND staff_id = ${staffId}::uuid`.execute(tx);
}

/** No more of the form; the record may still be open. */
export async function endEditing(tx: Tx, { appId, recordId }: Place, staffId: string): Promise<void> {
  await sql`UPDATE record_visits SET editing_at = NULL
    WHERE app_id = ${appId} AND record_id = ${recordId}::uuid AND staff_id = ${staffId}::uuid`.execute(tx);
}

export interface VisitRow {
  staff_id: string;
  name: string;
  department: string | null;
  editing: boolean;
}

/** Others who are here, those who write first. */
export async function selectVisits(
  tx: Tx,
  { appId, recordId }: Place,
  but: string,
  limit: number,
): Promise<VisitRow[]> {
  const { rows } = await sql<VisitRow>`
    SELECT v.staff_id, s.family || ' ' || s.given AS name,
      (SELECT d.name FROM departments d WHERE d.code = p.department ORDER BY d.valid_from DESC LIMIT 1) AS department,
      coalesce(v.editing_at > now() - ${lifetime}, false) AS editing
    FROM record_visits v JOIN staff s ON s.id = v.staff_id JOIN posts p ON p.id = v.post_id
    WHERE v.app_id = ${appId} AND v.record_id = ${recordId}::uuid AND v.staff_id <> ${but}::uuid
      AND v.seen_at > now() - ${lifetime}
    ORDER BY editing DESC, s.kana COLLATE "ja-x-icu", s.id LIMIT ${limit}`.execute(tx);
  return rows;
}
