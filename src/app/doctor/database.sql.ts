/** What the database says of itself. */
import { sql } from 'kysely';
import type { Connection, Tx } from '#platform/db.server';

export interface DatabaseFacts {
  version: number;
  encoding: string;
  skewSeconds: number;
  connectionsLeft: number;
  superuser: boolean;
}

export async function selectDatabaseFacts(client: Connection): Promise<DatabaseFacts> {
  const { rows } = await client.query(`
    SELECT current_setting('server_version_num')::int / 10000 AS version,
      current_setting('server_encoding') AS encoding, extract(epoch FROM clock_timestamp())::float8 AS now,
      current_setting('max_connections')::int - (SELECT count(*)::int FROM pg_stat_activity) AS left,
      (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser`);
  const [row] = rows;
  return {
    version: row.version,
    encoding: row.encoding,
    skewSeconds: Math.abs(row.now - Date.now() / 1000),
    connectionsLeft: row.left,
    superuser: row.superuser,
  };
}

/**
 * Lengthens a file of the database by a megabyte and lets it go again. A temporary table leaves nothing in the log of
 * changes: a disk without room refuses the statement, and the server goes on.
 */
export async function writeAndForget(client: Connection): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(`CREATE TEMPORARY TABLE doctor_writes ON COMMIT DROP AS
      SELECT repeat(md5(n::text), 30) AS text FROM generate_series(1, 1000) AS n`);
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
  }
}

/** Tables of one zone that the other zone's role can read. Empty, or the wall has a hole. */
export async function selectHoles(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT c.relname AS name FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
      AND c.relname = ANY (ARRAY['cases', 'case_actions', 'case_comments', 'decisions', 'record_history', 'staff', 'audit', 'outbox'])
      AND has_table_privilege(current_schema() || '_portal', c.oid, 'SELECT')
    UNION ALL
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
      AND c.relname = ANY (ARRAY['drafts', 'applications', 'accounts', 'portal_sessions', 'login_codes'])
      AND has_table_privilege(current_schema() || '_staff', c.oid, 'SELECT')`.execute(tx);
  return rows.map((row) => row.name);
}

export interface CityFacts {
  procedures: number;
  staff: number;
  withoutSignIn: number;
  /** Audit rows that wait for their seal longer than a minute. */
  unsealed: number;
  /** Sealing or anchors that fail, by name. */
  failing: string[];
}

export async function selectCityFacts(tx: Tx): Promise<CityFacts> {
  const { rows } = await sql<CityFacts>`
    SELECT (SELECT count(DISTINCT id)::int FROM definitions WHERE kind = 'procedure') AS procedures,
      (SELECT count(*)::int FROM staff WHERE suspended_at IS NULL) AS staff,
      (SELECT count(*)::int FROM staff s WHERE suspended_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM staff_credentials c WHERE c.staff_id = s.id)) AS "withoutSignIn",
      (SELECT count(*)::int FROM audit a WHERE a.at < now() - interval '1 minute'
        AND NOT EXISTS (SELECT 1 FROM audit_leaves l WHERE l.row_id = a.id)) AS unsealed,
      ARRAY(SELECT part FROM audit_sealing_state WHERE failing_since IS NOT NULL) AS failing`.execute(tx);
  return rows[0]!;
}
