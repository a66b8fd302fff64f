/** The register of derived indexes, and what the database says about them. As the builder. */
import { sql } from 'kysely';
import type { App } from '#core/definitions';
import type { Tx } from '#platform/db.server';

export type IndexState = 'wanted' | 'building' | 'ready' | 'failed' | 'over' | 'unused';

export interface AppIndex {
  name: string;
  appId: string;
  table: string;
  definition: string;
  unique: boolean;
  reason: string;
  state: IndexState;
  /** SQLSTATE of what went wrong; never a message, which may quote values. */
  problem: string | null;
  builtAt: Date | null;
  usedAt: Date | null;
}

const columns = sql`name, app_id AS "appId", table_name AS "table", definition, is_unique AS "unique", reason, state, problem,
  built_at AS "builtAt", used_at AS "usedAt"`;

/** Of one app, or of all. */
export async function selectIndexes(tx: Tx, appId?: string): Promise<AppIndex[]> {
  const { rows } = await sql<AppIndex>`
    SELECT ${columns} FROM app_indexes WHERE ${appId ?? null}::text IS NULL OR app_id = ${appId ?? null}
    ORDER BY app_id, name`.execute(tx);
  return rows;
}

/** What is known stays as it is; what was dropped because nobody used it is not built again for the same question. */
export async function upsertIndex(
  tx: Tx,
  row: Pick<AppIndex, 'name' | 'appId' | 'table' | 'definition' | 'unique' | 'reason'> & { over: boolean },
): Promise<void> {
  const state = row.over ? 'over' : 'wanted';
  await sql`
    INSERT INTO app_indexes AS i (name, app_id, table_name, definition, is_unique, reason, state)
    VALUES (${row.name}, ${row.appId}, ${row.table}, ${row.definition}, ${row.unique}, ${row.reason}, ${state})
    ON CONFLICT (name) DO UPDATE SET reason = excluded.reason,
      state = CASE WHEN i.state = 'over' OR excluded.state = 'over' THEN excluded.state ELSE i.state END`.execute(
    tx,
  );
}

export async function noteIndex(
  tx: Tx,
  name: string,
  to: { state: IndexState; problem?: string | null },
): Promise<void> {
  await sql`
    UPDATE app_indexes SET state = ${to.state}, problem = ${to.problem ?? null},
      built_at = CASE WHEN ${to.state} = 'ready' THEN now() ELSE built_at END
    WHERE name = ${name}`.execute(tx);
}

export async function deleteIndex(tx: Tx, name: string): Promise<void> {
  await sql`DELETE FROM app_indexes WHERE name = ${name}`.execute(tx);
}

/** Derived indexes that are really there, by name; an invalid one is what a build left that was cut short. */
export async function selectBuilt(tx: Tx): Promise<Map<string, { valid: boolean; scans: string }>> {
  const { rows } = await sql<{ name: string; valid: boolean; scans: string }>`
    SELECT c.relname AS name, i.indisvalid AS valid, coalesce(s.idx_scan, 0)::text AS scans
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      LEFT JOIN pg_stat_all_indexes s ON s.indexrelid = i.indexrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relname LIKE 'derived\\_%'`.execute(tx);
  return new Map(rows.map((row) => [row.name, row]));
}

/** Counters start again when the server's statistics do: fewer than before means just that. */
export async function noteUse(tx: Tx, name: string, scans: string): Promise<void> {
  await sql`
    UPDATE app_indexes SET used_at = CASE WHEN ${scans}::bigint > scans THEN now() ELSE used_at END, scans = ${scans}::bigint
    WHERE name = ${name} AND scans <> ${scans}::bigint`.execute(tx);
}

/** Names of those that are ready, not unique, and that nobody asked for 30 days. */
export async function selectUnused(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM app_indexes WHERE state = 'ready' AND NOT is_unique
      AND coalesce(used_at, built_at) < now() - interval '30 days' AND built_at < now() - interval '30 days'`.execute(
    tx,
  );
  return rows.map((row) => row.name);
}

/** The newest version of every work app that is in use. */
export async function selectWorkApps(tx: Tx): Promise<App[]> {
  const { rows } = await sql<{ body: App }>`
    SELECT body FROM (
      SELECT DISTINCT ON (id) id, body FROM definitions WHERE kind = 'app' ORDER BY id, version DESC) newest
    WHERE body ? 'work' AND NOT EXISTS (SELECT FROM retired_apps r WHERE r.app_id = newest.id)
    ORDER BY id COLLATE "C"`.execute(tx);
  return rows.map((row) => row.body);
}
