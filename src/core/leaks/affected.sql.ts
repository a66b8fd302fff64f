/** Counts over audit rows. As owner: the audit belongs to neither zone. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface LeakQuestion {
  /** Tokyo time, `YYYY-MM-DD HH:MM`; both ends belong to it. */
  from: string;
  to: string;
  /** Who had access: staff id, account id, token; absent: anybody. */
  actorId?: string;
  /** One request, from an error page or a log line. */
  requestId?: string;
}

export interface Affected {
  acts: number;
  cases: number;
  /** Persons those cases speak of, one person counted once by folded name and birth date. */
  persons: number;
  /** Applications on the resident side that were touched and have no case here. */
  applications: number;
  /** Fields above `personal` that were open to the one who read. */
  classes: string[];
  /** Ids in the audit whose case was disposed of meanwhile: they are counted in no other number. */
  gone: number;
}

export async function countAffected(tx: Tx, question: LeakQuestion): Promise<Affected> {
  const { rows } = await sql<Affected>`
    WITH touched AS (
      SELECT id, ids, field_classes FROM audit
      WHERE at >= (${question.from}::timestamp AT TIME ZONE 'Asia/Tokyo')
        AND at < (${question.to}::timestamp AT TIME ZONE 'Asia/Tokyo') + interval '1 minute'
        AND ${question.actorId === undefined ? sql`true` : sql`actor_id = ${question.actorId}`}
        AND ${question.requestId === undefined ? sql`true` : sql`request_id = ${question.requestId}`}
        AND cardinality(field_classes) > 0
    ),
    named AS (SELECT DISTINCT unnest(ids) AS id FROM touched),
    affected AS (
      SELECT c.id, n.id AS named FROM named n JOIN cases c ON c.id::text = n.id OR c.application_id::text = n.id
    )
    SELECT (SELECT count(*)::int FROM touched) AS acts,
      (SELECT count(DISTINCT id)::int FROM affected) AS cases,
      (SELECT count(DISTINCT (key, birth_date))::int FROM case_persons
        WHERE key LIKE 'n:%' AND case_id IN (SELECT id FROM affected)) AS persons,
      (SELECT count(*)::int FROM named n JOIN applications a ON a.id::text = n.id
        WHERE n.id NOT IN (SELECT named FROM affected)) AS applications,
      ARRAY(SELECT DISTINCT unnest(field_classes) AS class FROM touched ORDER BY class) AS classes,
      (SELECT count(DISTINCT i.case_id)::int FROM disposal_items i JOIN named n ON n.id = i.case_id::text
        WHERE i.state = 'done') AS gone`.execute(tx);
  return rows[0]!;
}
