/** Which records of work apps speak of somebody under a measure. The one definition of a match there; everything else asks here. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { PersonRole } from './model.ts';

/**
 * Live matches, by the same rule as those of cases (`matches.sql.ts`). It begins with the keys of measures, which are few, whatever
 * number of records there are. What an officer decided counts until the record names somebody new.
 */
const matches = sql`
  SELECT h.* FROM (
    SELECT rp.app_id, rp.record_id, pp.id AS person_id, pp.measure_id, pp.role, max(rp.added_at) AS named_at,
      greatest(max(pp.added_at), max(rp.added_at)) AS known_at,
      coalesce(bool_or(k.key LIKE 'p:%' OR rp.birth_date = pp.birth_date::text), false) AS certain,
      bool_or(m.valid_to < CURRENT_DATE) AS expired
    FROM protection_measures m
      JOIN protection_persons pp ON pp.measure_id = m.id
      JOIN protection_keys k ON k.person_id = pp.id
      JOIN record_persons rp ON rp.key = k.key
    WHERE m.ended_at IS NULL AND (k.key LIKE 'p:%' OR rp.birth_date = pp.birth_date::text
      OR (k.key LIKE 'n:%' AND (rp.birth_date = '' OR pp.birth_date IS NULL)))
    GROUP BY rp.app_id, rp.record_id, pp.id, pp.measure_id, pp.role) h
  WHERE coalesce((
    SELECT d.verdict = 'same' OR d.at < h.named_at FROM protection_record_decisions d
    WHERE d.app_id = h.app_id AND d.record_id = h.record_id AND d.person_id = h.person_id ORDER BY d.id DESC LIMIT 1), true)`;

/**
 * Records that hold something back: those that speak of somebody, and those that refer to one that does. For `staffId` without those
 * an officer opened to them; null: for everybody alike. An allowance knows nothing of persons that the measure or the record named after it.
 */
const held = (staffId: string | null) => sql`
  WITH RECURSIVE met AS MATERIALIZED (
    SELECT app_id, record_id, max(known_at) AS known_at FROM (${matches}) AS m GROUP BY app_id, record_id),
  held (app_id, record_id, known_at) AS (
    SELECT app_id, record_id, known_at FROM met m WHERE NOT ${opened('m.app_id', 'm.record_id', 'm.known_at', staffId)}
    UNION
    SELECT rp.app_id, rp.record_id, h.known_at FROM held h
      JOIN record_persons rp ON rp.key = 'r:' || h.app_id || '/' || h.record_id
    WHERE NOT ${opened('rp.app_id', 'rp.record_id', 'h.known_at', staffId)})`;

/** `WITH … held`: (app_id, record_id) of all that hold something back from anybody. */
export const heldForAll = held(null);

function opened(app: string, record: string, known: string, staffId: string | null) {
  if (staffId === null) return sql`false`;
  return sql`coalesce((
    SELECT e.verdict = 'allow' AND e.valid_to >= CURRENT_DATE AND e.at > ${sql.ref(known)}
    FROM protection_record_examinations e
    WHERE e.app_id = ${sql.ref(app)} AND e.record_id = ${sql.ref(record)} AND e.staff_id = ${staffId}::uuid
    ORDER BY e.at DESC LIMIT 1), false)`;
}

/** Of these apps, by app. */
export async function selectHeld(
  tx: Tx,
  apps: readonly string[],
  staffId: string | null,
): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<{ app_id: string; record_id: string }>`
    ${held(staffId)} SELECT DISTINCT app_id, record_id FROM held WHERE app_id = ANY (${apps}::text[])`.execute(
    tx,
  );
  const found = new Map<string, Set<string>>();
  for (const { app_id, record_id } of rows)
    found.set(app_id, (found.get(app_id) ?? new Set()).add(record_id));
  return found;
}

/** Whether any measure is in force. */
export async function measuresStand(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ stand: boolean }>`
    SELECT EXISTS (SELECT FROM protection_measures WHERE ended_at IS NULL) AS stand`.execute(tx);
  return rows[0]!.stand;
}

export interface RecordMatch {
  personId: string;
  measureId: string;
  role: PersonRole;
  certain: boolean;
  expired: boolean;
}

/** Whom of which measures one record names itself. */
export async function selectRecordMatches(tx: Tx, appId: string, recordId: string): Promise<RecordMatch[]> {
  const { rows } = await sql<RecordMatch>`
    SELECT person_id AS "personId", measure_id AS "measureId", role, certain, expired FROM (${matches}) AS m
    WHERE app_id = ${appId} AND record_id = ${recordId}::uuid ORDER BY measure_id, person_id`.execute(tx);
  return rows;
}

export interface MetRecord {
  appId: string;
  recordId: string;
  role: PersonRole;
  certain: boolean;
}

/** Records that name somebody of one measure, newest first; an officer of 支援措置 learns of all of them, in whatever app. */
export async function selectMetRecords(tx: Tx, measureId: string): Promise<MetRecord[]> {
  const { rows } = await sql<MetRecord>`
    SELECT app_id AS "appId", record_id AS "recordId", min(role) AS role, bool_or(certain) AS certain
    FROM (${matches}) AS m WHERE measure_id = ${measureId}::uuid
    GROUP BY app_id, record_id ORDER BY max(named_at) DESC, record_id LIMIT 500`.execute(tx);
  return rows;
}
