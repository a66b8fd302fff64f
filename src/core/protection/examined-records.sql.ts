/** What officers decide at one record of a work app, and who asked them to. Rows are added, never changed. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { PersonRole } from './model.ts';
import { heldForAll } from './record-matches.sql.ts';

export interface RecordPlace {
  appId: string;
  recordId: string;
}

export async function insertRecordDecision(
  tx: Tx,
  { appId, recordId }: RecordPlace,
  row: { personId: string; verdict: 'same' | 'different' | 'unrelated'; reason: string; postId: string },
): Promise<void> {
  await sql`
    INSERT INTO protection_record_decisions (app_id, record_id, person_id, verdict, reason, post_id)
    VALUES (${appId}, ${recordId}, ${row.personId}, ${row.verdict}, ${row.reason}, ${row.postId})`.execute(
    tx,
  );
}

export interface RecordDecision {
  person_id: string;
  role: PersonRole;
  verdict: 'same' | 'different' | 'unrelated';
  reason: string;
  who: string;
  at: Date;
}

export async function selectRecordDecisions(
  tx: Tx,
  { appId, recordId }: RecordPlace,
): Promise<RecordDecision[]> {
  const { rows } = await sql<RecordDecision>`
    SELECT d.person_id, pp.role, d.verdict, d.reason, p.position || ' ' || s.family || ' ' || s.given AS who, d.at
    FROM protection_record_decisions d JOIN protection_persons pp ON pp.id = d.person_id
      JOIN posts p ON p.id = d.post_id JOIN staff s ON s.id = p.staff_id
    WHERE d.app_id = ${appId} AND d.record_id = ${recordId} ORDER BY d.id DESC`.execute(tx);
  return rows;
}

export async function insertRequest(
  tx: Tx,
  { appId, recordId }: RecordPlace,
  row: { id: string; staffId: string; postId: string; reason: string },
): Promise<void> {
  await sql`
    INSERT INTO protection_record_requests (id, app_id, record_id, staff_id, post_id, reason)
    VALUES (${row.id}, ${appId}, ${recordId}, ${row.staffId}, ${row.postId}, ${row.reason})`.execute(tx);
}

export interface RequestRow extends RecordPlace {
  id: string;
  staffId: string;
  who: string;
  reason: string;
  at: Date;
}

/** One officer after the other decides about one person at one record. */
export async function holdRequest(tx: Tx, { appId, recordId }: RecordPlace, staffId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('madoguchi-examine'), hashtext(${`${appId}/${recordId}/${staffId}`}))`.execute(
    tx,
  );
}

const unanswered = sql`
  SELECT q.id, q.app_id AS "appId", q.record_id AS "recordId", q.staff_id AS "staffId",
    p.position || ' ' || s.family || ' ' || s.given AS who, q.reason, q.at
  FROM protection_record_requests q JOIN posts p ON p.id = q.post_id JOIN staff s ON s.id = q.staff_id
  WHERE NOT EXISTS (SELECT FROM protection_record_examinations e WHERE e.app_id = q.app_id AND e.record_id = q.record_id
    AND e.staff_id = q.staff_id AND e.at > q.at)`;

/** Requests nobody answered yet, oldest first: of one record, or of one person there. */
export async function selectOpenRequests(
  tx: Tx,
  { appId, recordId, staffId }: RecordPlace & { staffId?: string },
): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    ${unanswered} AND q.app_id = ${appId} AND q.record_id = ${recordId}
      AND (${staffId ?? null}::uuid IS NULL OR q.staff_id = ${staffId ?? null}::uuid)
    ORDER BY q.at, q.id`.execute(tx);
  return rows;
}

/** The oldest requests that wait for an officer; those of records that hold nothing back any more wait for nobody. */
export async function selectWaitingRequests(tx: Tx): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    ${heldForAll} ${unanswered} AND (q.app_id, q.record_id) IN (SELECT app_id, record_id FROM held)
    ORDER BY q.at, q.id LIMIT 200`.execute(tx);
  return rows;
}

export async function insertRecordExamination(
  tx: Tx,
  { appId, recordId }: RecordPlace,
  row: {
    id: string;
    staffId: string;
    verdict: 'allow' | 'refuse';
    validTo: string | null;
    reason: string;
    seen: string[];
    examinedBy: string;
    postId: string;
  },
): Promise<void> {
  await sql`
    INSERT INTO protection_record_examinations (id, app_id, record_id, staff_id, verdict, valid_to, reason, seen, examined_by, post_id)
    VALUES (${row.id}, ${appId}, ${recordId}, ${row.staffId}, ${row.verdict}, ${row.validTo}::date, ${row.reason}, ${row.seen},
      ${row.examinedBy}, ${row.postId})`.execute(tx);
}

export interface RecordExamination {
  id: string;
  staffId: string;
  whom: string;
  verdict: 'allow' | 'refuse';
  validTo: string | null;
  reason: string;
  seen: string[];
  who: string;
  at: Date;
  /** The latest about this person there, and not over. */
  stands: boolean;
}

/** Newest first. */
export async function selectRecordExaminations(
  tx: Tx,
  { appId, recordId }: RecordPlace,
  staffId: string | null = null,
): Promise<RecordExamination[]> {
  const { rows } = await sql<RecordExamination>`
    SELECT e.id, e.staff_id AS "staffId", w.family || ' ' || w.given AS whom, e.verdict, e.valid_to AS "validTo", e.reason, e.seen,
      p.position || ' ' || s.family || ' ' || s.given AS who, e.at,
      e.verdict = 'allow' AND e.valid_to >= CURRENT_DATE
        AND row_number() OVER (PARTITION BY e.staff_id ORDER BY e.at DESC) = 1 AS stands
    FROM protection_record_examinations e JOIN staff w ON w.id = e.staff_id JOIN posts p ON p.id = e.post_id
      JOIN staff s ON s.id = e.examined_by
    WHERE e.app_id = ${appId} AND e.record_id = ${recordId} AND (${staffId}::uuid IS NULL OR e.staff_id = ${staffId}::uuid)
    ORDER BY e.at DESC LIMIT 200`.execute(tx);
  return rows;
}
