/** The state of records, and in which of them somebody has a seat. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface Standing {
  state: string;
  since: Date;
  dueOn: string | null;
  revision: number;
  /** An approval runs or was decided: the record is a document by then. */
  drafted: boolean;
  /** The newest approval was decided. */
  decided: boolean;
}

/** Without those nothing was ever done with: they are in the first state. */
export async function selectStandings(
  tx: Tx,
  appId: string,
  recordIds: readonly string[],
): Promise<Map<string, Standing>> {
  if (recordIds.length === 0) return new Map();
  const { rows } = await sql<Standing & { id: string }>`
    SELECT p.record_id AS id, p.state, p.since, p.due_on::text AS "dueOn", p.revision,
      coalesce(a.state IN ('circulating', 'decided', 'inEffect', 'closed'), false) AS drafted,
      coalesce(a.state IN ('decided', 'inEffect', 'closed'), false) AS decided
    FROM record_process p LEFT JOIN LATERAL (
      SELECT n.state FROM record_approvals n WHERE n.app_id = p.app_id AND n.record_id = p.record_id
      ORDER BY n.drafted_at DESC, n.id LIMIT 1) a ON true
    WHERE p.app_id = ${appId} AND p.record_id = ANY (${[...recordIds]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, ...standing }) => [id, standing]));
}

/** New records begin in a state of the process; in another than the first their log says that they came from `elsewhere`. */
export async function startRecords(
  tx: Tx,
  { appId, table }: { appId: string; table: string },
  recordIds: readonly string[],
  { state, dueOn, elsewhere }: { state: string; dueOn: string | null; elsewhere: boolean },
): Promise<void> {
  if (recordIds.length === 0) return;
  await sql`
    WITH begun AS (
      INSERT INTO record_process (app_id, record_id, state, due_on)
      SELECT ${appId}, id, ${state}, ${dueOn}::date FROM unnest(${[...recordIds]}::uuid[]) id
      ON CONFLICT DO NOTHING RETURNING record_id),
    logged AS (
      INSERT INTO record_acts (app_id, record_id, kind, act, title, from_state, to_state, note)
      SELECT ${appId}, record_id, 'system', 'begin', '状態を決めて取込み', ${state}, ${state}, '取込み元での状態から始めました。'
      FROM begun WHERE ${elsewhere}::boolean)
    UPDATE ${sql.id(table)} SET state = ${state} WHERE id IN (SELECT record_id FROM begun)`.execute(tx);
}

/** Under which of these keys somebody has a seat in a record of these apps. */
export async function selectSeats(
  tx: Tx,
  appIds: readonly string[],
  keys: readonly string[],
): Promise<{ appId: string; key: string }[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ appId: string; key: string }>`
    SELECT a.id AS "appId", k.key FROM unnest(${[...appIds]}::text[]) a (id), unnest(${[...keys]}::text[]) k (key)
    WHERE EXISTS (SELECT FROM record_seers s WHERE s.app_id = a.id AND s.key = k.key)`.execute(tx);
  return rows;
}

/** Which of these records have a seat under one of the keys. */
export async function selectSeated(
  tx: Tx,
  appId: string,
  recordIds: readonly string[],
  keys: readonly string[],
): Promise<Set<string>> {
  if (recordIds.length === 0 || keys.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT record_id AS id FROM record_seers
    WHERE app_id = ${appId} AND record_id = ANY (${[...recordIds]}::uuid[]) AND key = ANY (${[...keys]}::text[])`.execute(
    tx,
  );
  return new Set(rows.map((row) => row.id));
}

/** Every key under which the record is seen by a seat, or because somebody acted in its process. */
export async function selectSeers(tx: Tx, appId: string, recordId: string): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    SELECT key FROM record_seers WHERE app_id = ${appId} AND record_id = ${recordId}::uuid`.execute(tx);
  return new Set(rows.map((row) => row.key));
}
