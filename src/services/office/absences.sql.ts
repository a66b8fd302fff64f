/** Who stands in for whom and when. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface AbsenceRow {
  id: string;
  post_id: string;
  absent: string;
  absent_position: string;
  stand_in: string;
  stand_in_position: string;
  from_date: string;
  to_date: string;
}

/** Absences of these departments that are not over on a day. */
export async function selectAbsences(tx: Tx, departments: string[], on: string): Promise<AbsenceRow[]> {
  const { rows } = await sql<AbsenceRow>`
    SELECT a.id, a.post_id, s.family || ' ' || s.given AS absent, p.position AS absent_position,
      s2.family || ' ' || s2.given AS stand_in, p2.position AS stand_in_position, a.from_date, a.to_date
    FROM absences a JOIN posts p ON p.id = a.post_id JOIN staff s ON s.id = p.staff_id
      JOIN posts p2 ON p2.id = a.stand_in_post_id JOIN staff s2 ON s2.id = p2.staff_id
    WHERE p.department = ANY (${departments}::text[]) AND a.to_date >= ${on} ORDER BY a.from_date, a.id`.execute(
    tx,
  );
  return rows;
}

/** False when the post is away on one of these days already: one stand-in a day. */
export async function insertAbsence(
  tx: Tx,
  row: { postId: string; standInPostId: string; from: string; to: string; recordedBy: string },
): Promise<boolean> {
  const result = await sql`
    INSERT INTO absences (id, post_id, stand_in_post_id, from_date, to_date, recorded_by)
    SELECT ${randomUUID()}::uuid, p.id, ${row.standInPostId}::uuid, ${row.from}::date, ${row.to}::date, ${row.recordedBy}::uuid
    FROM (SELECT id FROM posts WHERE id = ${row.postId} FOR UPDATE) AS p
    WHERE NOT EXISTS (SELECT 1 FROM absences a WHERE a.post_id = p.id AND a.from_date <= ${row.to} AND a.to_date >= ${row.from})`.execute(
    tx,
  );
  return result.numAffectedRows === 1n;
}

/** Only of one's own post. False: there was none, or it was gone already. */
export async function deleteAbsence(tx: Tx, id: string, postId: string): Promise<boolean> {
  const result = await sql`DELETE FROM absences WHERE id::text = ${id} AND post_id = ${postId}`.execute(tx);
  return result.numAffectedRows === 1n;
}
