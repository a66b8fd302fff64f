/** Imports, what is wrong with their rows, and keys seen in a file. As the staff zone. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import { daysKept, type ImportProblem, type ImportState, type Mapping } from './model.ts';
import type { SheetEncoding } from './reader/sheet.ts';

export interface ImportRow {
  id: string;
  app_id: string;
  staff_id: string;
  post_id: string;
  file_name: string;
  sha256: string | null;
  format: 'csv' | 'xlsx';
  encoding: SheetEncoding | null;
  sheets: string[];
  sheet: number;
  heading: string[];
  mapping: Mapping;
  state: ImportState;
  position: number;
  total: number | null;
  seen: number;
  added: number;
  changed: number;
  unchanged: number;
  wrong: number;
  warned: number;
  problem: string | null;
  claim: string | null;
  asked_at: Date;
  finished_at: Date | null;
}

const columns = sql`id, app_id, staff_id, post_id, file_name, sha256, format, encoding, sheets, sheet, heading, mapping, state, position,
  total, seen, added, changed, unchanged, wrong, warned, problem, claim, asked_at, finished_at`;

export async function insertImport(
  tx: Tx,
  row: Pick<
    ImportRow,
    | 'id'
    | 'app_id'
    | 'staff_id'
    | 'post_id'
    | 'file_name'
    | 'sha256'
    | 'format'
    | 'encoding'
    | 'sheets'
    | 'heading'
    | 'mapping'
  > & { bytes: number },
): Promise<void> {
  await sql`
    INSERT INTO record_imports (id, app_id, staff_id, post_id, file_name, sha256, bytes, format, encoding, sheets, heading, mapping, state)
    VALUES (${row.id}, ${row.app_id}, ${row.staff_id}, ${row.post_id}, ${row.file_name}, ${row.sha256}, ${row.bytes}, ${row.format},
      ${row.encoding}, ${row.sheets}::text[], ${row.heading}::text[], ${JSON.stringify(row.mapping)}::jsonb, 'mapping')`.execute(
    tx,
  );
}

/** Of whoever asked, in the post they asked in; `lock` for acts. */
export async function selectImport(
  tx: Tx,
  id: string,
  owner: { staffId: string; postId: string },
  lock = false,
): Promise<ImportRow | null> {
  const { rows } = await sql<ImportRow>`
    SELECT ${columns} FROM record_imports
    WHERE id = ${id}::uuid AND staff_id = ${owner.staffId}::uuid AND post_id = ${owner.postId}::uuid
    ${lock ? sql`FOR UPDATE` : sql``}`.execute(tx);
  return rows[0] ?? null;
}

export async function selectImports(
  tx: Tx,
  appId: string,
  owner: { staffId: string; postId: string },
  limit: number,
): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`
    SELECT ${columns} FROM record_imports
    WHERE app_id = ${appId} AND staff_id = ${owner.staffId}::uuid AND post_id = ${owner.postId}::uuid
    ORDER BY asked_at DESC LIMIT ${limit}`.execute(tx);
  return rows;
}

/** From the beginning, in another state: nothing of an earlier round counts. */
export async function beginRound(tx: Tx, id: string, state: 'checking' | 'running'): Promise<void> {
  await forgetProblems(tx, id);
  await forgetKeys(tx, id);
  await sql`
    UPDATE record_imports SET state = ${state}, position = 0, seen = 0, added = 0, changed = 0, unchanged = 0, wrong = 0, warned = 0,
      problem = NULL, claim = NULL, claimed_at = NULL, finished_at = NULL WHERE id = ${id}::uuid`.execute(tx);
}

export async function saveMapping(
  tx: Tx,
  id: string,
  how: { mapping: Mapping; sheet: number; heading: string[] },
): Promise<void> {
  await sql`
    UPDATE record_imports SET mapping = ${JSON.stringify(how.mapping)}::jsonb, sheet = ${how.sheet}, heading = ${how.heading}::text[]
    WHERE id = ${id}::uuid`.execute(tx);
}

export async function endImport(
  tx: Tx,
  id: string,
  state: ImportState,
  more: { total?: number; problem?: string } = {},
): Promise<void> {
  await forgetKeys(tx, id);
  await sql`
    UPDATE record_imports SET state = ${state}, finished_at = now(), claim = NULL, claimed_at = NULL,
      total = coalesce(${more.total ?? null}::integer, total), problem = ${more.problem ?? null}
    WHERE id = ${id}::uuid`.execute(tx);
}

/** Takes the oldest that waits, or whose worker has gone; one at a time of each app. */
export async function claimImport(tx: Tx, claim: string, leaseSeconds: number): Promise<ImportRow | null> {
  const { rows } = await sql<ImportRow>`
    UPDATE record_imports SET claim = ${claim}::uuid, claimed_at = now() WHERE id = (
      SELECT id FROM record_imports i
      WHERE state IN ('checking', 'running') AND (claimed_at IS NULL OR claimed_at < now() - make_interval(secs => ${leaseSeconds}))
        AND NOT EXISTS (SELECT FROM record_imports o WHERE o.app_id = i.app_id AND o.id <> i.id
          AND o.state IN ('checking', 'running') AND o.claimed_at >= now() - make_interval(secs => ${leaseSeconds}))
      ORDER BY asked_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING ${columns}`.execute(tx);
  return rows[0] ?? null;
}

/** Lets somebody else go on at once: this process is stopping. */
export async function releaseImport(tx: Tx, id: string, claim: string): Promise<void> {
  await sql`UPDATE record_imports SET claim = NULL, claimed_at = NULL WHERE id = ${id}::uuid AND claim = ${claim}::uuid`.execute(
    tx,
  );
}

/** Null when it is not ours any more, or was called off. */
export async function lockClaimed(tx: Tx, id: string, claim: string): Promise<ImportRow | null> {
  const { rows } = await sql<ImportRow>`
    SELECT ${columns} FROM record_imports
    WHERE id = ${id}::uuid AND claim = ${claim}::uuid AND state IN ('checking', 'running') FOR UPDATE`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export interface Step {
  position: number;
  seen: number;
  added: number;
  changed: number;
  unchanged: number;
  wrong: number;
  warned: number;
}

/** What a batch came to; in its transaction, so that no row is dealt with twice. */
export async function advance(tx: Tx, id: string, step: Step): Promise<void> {
  await sql`
    UPDATE record_imports SET position = ${step.position}, claimed_at = now(), seen = seen + ${step.seen}, added = added + ${step.added},
      changed = changed + ${step.changed}, unchanged = unchanged + ${step.unchanged}, wrong = wrong + ${step.wrong},
      warned = warned + ${step.warned}
    WHERE id = ${id}::uuid`.execute(tx);
}

export async function insertProblems(tx: Tx, id: string, problems: readonly ImportProblem[]): Promise<void> {
  if (problems.length === 0) return;
  await sql`
    INSERT INTO record_import_problems (import_id, row, position, place, message)
    SELECT ${id}::uuid, p.row, row_number() OVER (PARTITION BY p.row ORDER BY n), p.place, p.message
    FROM unnest(${problems.map((one) => one.row)}::integer[], ${problems.map((one) => one.place)}::integer[],
      ${problems.map((one) => one.message)}::text[]) WITH ORDINALITY AS p (row, place, message, n)`.execute(
    tx,
  );
}

/** In the order of rows, behind `after`. */
export async function selectProblems(
  tx: Tx,
  id: string,
  after: number,
  limit: number,
): Promise<ImportProblem[]> {
  const { rows } = await sql<ImportProblem>`
    SELECT row, place, message FROM record_import_problems
    WHERE import_id = ${id}::uuid AND row > ${after} ORDER BY row, position LIMIT ${limit}`.execute(tx);
  return rows;
}

/** Notes keys of rows; of those that were there already comes back where. */
export async function noteKeys(
  tx: Tx,
  id: string,
  keys: readonly { key: Buffer; row: number }[],
): Promise<Map<number, number>> {
  if (keys.length === 0) return new Map();
  const digests = keys.map((one) => one.key);
  const numbers = keys.map((one) => one.row);
  await sql`
    INSERT INTO record_import_keys (import_id, key, row)
    SELECT ${id}::uuid, k.key, min(k.row) FROM unnest(${digests}::bytea[], ${numbers}::integer[]) AS k (key, row) GROUP BY k.key
    ON CONFLICT (import_id, key) DO NOTHING`.execute(tx);
  const { rows } = await sql<{ row: number; first: number }>`
    SELECT k.row, s.row AS first FROM unnest(${digests}::bytea[], ${numbers}::integer[]) AS k (key, row)
    JOIN record_import_keys s ON s.import_id = ${id}::uuid AND s.key = k.key WHERE s.row < k.row`.execute(tx);
  return new Map(rows.map((one) => [one.row, one.first]));
}

async function forgetProblems(tx: Tx, id: string): Promise<void> {
  await sql`DELETE FROM record_import_problems WHERE import_id = ${id}::uuid`.execute(tx);
}

async function forgetKeys(tx: Tx, id: string): Promise<void> {
  await sql`DELETE FROM record_import_keys WHERE import_id = ${id}::uuid`.execute(tx);
}

export async function rememberMapping(
  tx: Tx,
  one: { appId: string; staffId: string; heading: string; mapping: Mapping },
): Promise<void> {
  await sql`
    INSERT INTO import_mappings (app_id, staff_id, heading, mapping)
    VALUES (${one.appId}, ${one.staffId}, ${one.heading}, ${JSON.stringify(one.mapping)}::jsonb)
    ON CONFLICT (app_id, staff_id, heading) DO UPDATE SET mapping = excluded.mapping, used_at = now()`.execute(
    tx,
  );
}

export async function selectMapping(
  tx: Tx,
  one: { appId: string; staffId: string; heading: string },
): Promise<Mapping | null> {
  const { rows } = await sql<{ mapping: Mapping }>`
    SELECT mapping FROM import_mappings
    WHERE app_id = ${one.appId} AND staff_id = ${one.staffId}::uuid AND heading = ${one.heading}`.execute(tx);
  return rows[0]?.mapping ?? null;
}

/** Files of imports that are over for a while, or were never started, are given up; the contents go with the sweep. Gives how many. */
export async function expireImports(tx: Tx): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    UPDATE record_imports SET sha256 = NULL, state = CASE WHEN state IN ('done', 'failed') THEN state ELSE 'cancelled' END
    WHERE sha256 IS NOT NULL AND state NOT IN ('checking', 'running')
      AND coalesce(finished_at, asked_at) < now() - make_interval(days => ${daysKept}) RETURNING id`.execute(
    tx,
  );
  await sql`DELETE FROM record_import_problems WHERE import_id = ANY (${rows.map((row) => row.id)}::uuid[])`.execute(
    tx,
  );
  return rows.length;
}
