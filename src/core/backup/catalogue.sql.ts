/** What lies in a municipality's schema, read from the system catalogue: nothing is listed by hand, so nothing is forgotten. */
import type { Connection } from '#platform/db.server';
import type { Sequence } from './model.ts';

export interface Table {
  name: string;
  /** In their order, without those the database computes. */
  columns: string[];
  /** ORDER BY that gives the same rows in the same order in every database. */
  order: string;
}

/** UNLOGGED tables hold counters that a crash may empty; they are not part of a backup. */
export async function selectTables(client: Connection, schema: string): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT c.relname AS name,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
       coalesce(
         (SELECT string_agg(format(CASE WHEN a.attcollation = 0 THEN '%I' ELSE '%I COLLATE "C"' END, a.attname), ', ' ORDER BY k.place)
           FROM pg_index i CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
           JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
           WHERE i.indrelid = c.oid AND i.indisprimary),
         (SELECT format('ROW(%s)::text COLLATE "C"', string_agg(format('%I', a.attname), ', ' ORDER BY a.attname COLLATE "C"))
           FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)) AS "order"
     FROM pg_class c
     WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND c.relpersistence = 'p'
     ORDER BY c.relname COLLATE "C"`,
    [schema],
  );
  return rows;
}

/** Where counting goes on. Sequences stand outside transactions: what they say is never less than what the rows say. */
export async function selectSequences(client: Connection, schema: string): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `SELECT t.relname AS "table", a.attname AS "column", (coalesce(s.last_value, s.start_value - 1) + 1)::text AS next
     FROM pg_class q JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = q.oid AND d.deptype IN ('a', 'i')
       JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
       JOIN pg_sequences s ON s.schemaname = $1 AND s.sequencename = q.relname
     WHERE q.relnamespace = $1::regnamespace AND q.relkind = 'S' AND t.relpersistence = 'p'
     ORDER BY 1, 2`,
    [schema],
  );
  return rows;
}

/** Tables with a digest of something that does not lie in the file store. */
const elsewhere = ['exports', 'archive_packages'];

export interface FileColumn {
  table: string;
  /** A virus scanner spoke about these: the content of a refused file is gone on purpose. */
  scanned: boolean;
}

/**
 * Tables whose rows name contents of the file store. By convention each text column called sha256 does, so that a new table
 * is in by itself; one that means something else is reported as missing contents until it stands in `elsewhere`.
 */
export async function selectFileColumns(client: Connection, schema: string): Promise<FileColumn[]> {
  const { rows } = await client.query<FileColumn>(
    `SELECT format('%I.%I', $1::text, c.relname) AS table, EXISTS (
       SELECT FROM pg_attribute s WHERE s.attrelid = c.oid AND s.attname = 'scan') AS scanned
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND a.attname = 'sha256' AND a.atttypid = 'text'::regtype
       AND c.relname <> ALL ($2)
     ORDER BY 1`,
    [schema, elsewhere],
  );
  return rows;
}

/** The migrations that have run in a schema. */
export async function selectLayout(client: Connection, schema: string): Promise<Record<string, string>> {
  const { rows } = await client.query<{ file: string; hash: string }>(
    'SELECT file, hash FROM madoguchi.migrations WHERE scope = $1 ORDER BY file',
    [schema],
  );
  return Object.fromEntries(rows.map((row) => [row.file, row.hash]));
}

export async function selectCity(
  client: Connection,
  code: string,
): Promise<{ code: string; name: string; hosts: string[] } | null> {
  const { rows } = await client.query<{ code: string; name: string; hosts: string[] }>(
    `SELECT code, name, ARRAY(SELECT host FROM madoguchi.host_names WHERE municipality = code ORDER BY host) AS hosts
     FROM madoguchi.municipalities WHERE code = $1`,
    [code],
  );
  return rows[0] ?? null;
}

/** The question for digests that rows name, each once. */
export function namedFiles(columns: FileColumn[]): string {
  const questions = columns.map(
    ({ table, scanned }) =>
      `SELECT sha256 FROM ${table} WHERE sha256 IS NOT NULL${scanned ? " AND scan <> 'infected'" : ''}`,
  );
  return questions.length === 0 ? "SELECT ''::text AS sha256 WHERE false" : questions.join(' UNION ');
}
