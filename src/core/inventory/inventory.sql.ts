import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Channel, Entry, Lightness, Volumes } from './entry.ts';

export interface StoredRow {
  code: string;
  department: string;
  body: Partial<Entry>;
  version: number;
  volumes: Volumes | null;
  before: Lightness | null;
}

export async function selectMark(tx: Tx): Promise<string> {
  const { rows } = await sql<{ mark: string }>`SELECT mark FROM procedure_inventory_mark`.execute(tx);
  return rows[0]!.mark;
}

/** Everything: read once per state of the tables. */
export async function selectInventory(tx: Tx): Promise<StoredRow[]> {
  const { rows } = await sql<StoredRow>`
    SELECT i.code, i.department, i.body, i.version, v.volumes, b.before
    FROM procedure_inventory i
    LEFT JOIN (
      SELECT code, jsonb_object_agg(fiscal_year, counted) AS volumes
      FROM (SELECT code, fiscal_year, jsonb_object_agg(channel, cases) AS counted
        FROM procedure_volumes GROUP BY code, fiscal_year) AS years
      GROUP BY code) AS v USING (code)
    LEFT JOIN (
      SELECT code, jsonb_build_object(
        'items', (array_agg(body->'items' ORDER BY version) FILTER (WHERE body->>'items' IS NOT NULL))[1],
        'attachments', (array_agg(body->'attachments' ORDER BY version) FILTER (WHERE body->>'attachments' IS NOT NULL))[1],
        'steps', (array_agg(body->'steps' ORDER BY version) FILTER (WHERE body->>'steps' IS NOT NULL))[1],
        'visits', (array_agg(body->'visits' ORDER BY version) FILTER (WHERE body->>'visits' IS NOT NULL))[1]) AS before
      FROM procedure_inventory_versions GROUP BY code) AS b USING (code)`.execute(tx);
  return rows;
}

export interface EntryWrite {
  code: string;
  department: string;
  body: Omit<Entry, 'code' | 'department'>;
  /** The new one: 1 for an entry that is not there yet. */
  version: number;
  why: string;
}

/** Writes them with their versions and gives the codes that were written: those somebody else changed meanwhile are missing. */
export async function writeEntries(tx: Tx, writes: EntryWrite[], by: string | null): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(writes)}::jsonb)
        AS g (code text, department text, body jsonb, version integer, why text)),
    written AS (
      INSERT INTO procedure_inventory AS i (code, department, body, version, changed_by)
      SELECT code, department, body, version, ${by}::uuid FROM given
      ON CONFLICT (code) DO UPDATE SET department = excluded.department, body = excluded.body,
        version = excluded.version, changed_at = now(), changed_by = excluded.changed_by
        WHERE i.version = excluded.version - 1
      RETURNING i.code, i.version)
    SELECT code FROM written`.execute(tx);
  const taken = new Set(rows.map((row) => row.code));
  const kept = JSON.stringify(writes.filter((one) => taken.has(one.code)));
  await sql`
    INSERT INTO procedure_inventory_versions (code, version, department, body, why, by)
    SELECT code, version, department, body, why, ${by}::uuid
    FROM jsonb_to_recordset(${kept}::jsonb) AS g (code text, department text, body jsonb, version integer, why text)`.execute(
    tx,
  );
  return [...taken];
}

export interface VolumeWrite {
  code: string;
  year: number;
  channel: Channel;
  /** Null: nobody counted, after all. */
  cases: number | null;
}

export async function writeVolumes(tx: Tx, writes: VolumeWrite[]): Promise<void> {
  if (writes.length === 0) return;
  const gone = JSON.stringify(writes.filter((one) => one.cases === null));
  const kept = JSON.stringify(writes.filter((one) => one.cases !== null));
  await sql`
    DELETE FROM procedure_volumes v USING jsonb_to_recordset(${gone}::jsonb) AS g (code text, year integer, channel text)
    WHERE v.code = g.code AND v.fiscal_year = g.year AND v.channel = g.channel`.execute(tx);
  await sql`
    INSERT INTO procedure_volumes (code, fiscal_year, channel, cases)
    SELECT code, year, channel, cases
    FROM jsonb_to_recordset(${kept}::jsonb) AS g (code text, year integer, channel text, cases integer)
    ON CONFLICT (code, fiscal_year, channel) DO UPDATE SET cases = excluded.cases`.execute(tx);
}

export interface VersionRow {
  version: number;
  body: Partial<Entry>;
  department: string;
  why: string;
  at: Date;
  by_name: string | null;
}

/** Newest first. */
export async function selectVersions(tx: Tx, code: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    SELECT v.version, v.body, v.department, v.why, v.at, s.family || ' ' || s.given AS by_name
    FROM procedure_inventory_versions v LEFT JOIN staff s ON s.id = v.by
    WHERE v.code = ${code} ORDER BY v.version DESC LIMIT 100`.execute(tx);
  return rows;
}

/** Codes that are there. */
export async function selectStock(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`SELECT code FROM procedure_inventory`.execute(tx);
  return rows.map((row) => row.code);
}
