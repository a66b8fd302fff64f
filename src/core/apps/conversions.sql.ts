/** Rows of conversions and of what could not be converted. As the builder; staff read. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface ConversionRow {
  id: string;
  appId: string;
  /** Null: nobody published anything, a layer of the map changed. */
  publicationId: string | null;
  kind: 'convert' | 'recalculate' | 'reindex';
  fromField: number | null;
  toFields: number[];
  cursor: string | null;
  pending: string[];
  total: number;
  done: number;
}

const columns = sql`id::text AS id, app_id AS "appId", publication_id AS "publicationId", kind, from_field AS "fromField",
  to_fields AS "toFields", cursor, pending, total::float8 AS total, done::float8 AS done`;

export async function insertConversion(
  tx: Tx,
  row: Pick<ConversionRow, 'appId' | 'publicationId' | 'kind' | 'fromField' | 'toFields' | 'total'>,
): Promise<void> {
  await sql`
    INSERT INTO app_conversions (app_id, publication_id, kind, from_field, to_fields, total)
    VALUES (${row.appId}, ${row.publicationId}, ${row.kind}, ${row.fromField}, ${row.toFields}::integer[], ${row.total})`.execute(
    tx,
  );
}

/** One that runs and that no other worker has in hand just now, held until the transaction ends. */
export async function claimConversion(tx: Tx): Promise<ConversionRow | null> {
  const { rows } = await sql<ConversionRow>`
    SELECT ${columns} FROM app_conversions WHERE state = 'running' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export async function noteProgress(
  tx: Tx,
  id: string,
  step: { cursor: string | null; pending: string[]; done: number },
): Promise<void> {
  await sql`
    UPDATE app_conversions SET cursor = ${step.cursor}::uuid, pending = ${step.pending}::uuid[], done = ${step.done},
      total = greatest(total, ${step.done}),
      failed = (SELECT count(*) FROM app_conversion_failures WHERE conversion_id = ${id}::bigint)
    WHERE id = ${id}::bigint`.execute(tx);
}

export async function endConversion(tx: Tx, id: string): Promise<void> {
  await sql`UPDATE app_conversions SET state = 'done', finished_at = now(), total = done WHERE id = ${id}::bigint`.execute(
    tx,
  );
}

/** Publications whose values have all arrived. */
export async function selectConverted(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT p.id FROM app_publications p WHERE p.state = 'converting'
      AND NOT EXISTS (SELECT FROM app_conversions c WHERE c.publication_id = p.id AND c.state = 'running')
    ORDER BY p.requested_at`.execute(tx);
  return rows.map((row) => row.id);
}

/** Apps whose records search does not know as it should, and that no conversion sees to: a pack changed their rules. */
export async function selectStale(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ app_id: string }>`
    SELECT app_id FROM app_tables t WHERE shape #> '{search,stale}' = 'true' AND NOT EXISTS (
      SELECT FROM app_conversions c WHERE c.app_id = t.app_id AND c.state = 'running') ORDER BY app_id COLLATE "C"`.execute(
    tx,
  );
  return rows.map((row) => row.app_id);
}

/** Whether anything runs that another worker does not have in hand. */
export async function isConverting(tx: Tx): Promise<boolean> {
  return (await claimConversion(tx)) !== null;
}

export async function insertFailures(
  tx: Tx,
  id: string,
  failures: { recordId: string; reason: string }[],
): Promise<void> {
  if (failures.length === 0) return;
  await sql`
    INSERT INTO app_conversion_failures (conversion_id, record_id, reason)
    SELECT ${id}::bigint, record_id, reason FROM unnest(${failures.map((one) => one.recordId)}::uuid[],
      ${failures.map((one) => one.reason)}::text[]) AS f (record_id, reason)
    ON CONFLICT (conversion_id, record_id) DO UPDATE SET reason = excluded.reason`.execute(tx);
}

/** What somebody has mended meanwhile is no failure any more. */
export async function keepFailures(tx: Tx, id: string, recordIds: string[]): Promise<void> {
  await sql`
    DELETE FROM app_conversion_failures WHERE conversion_id = ${id}::bigint AND record_id <> ALL (${recordIds}::uuid[])`.execute(
    tx,
  );
}

/** Records that did not fit, by id; read the records themselves under the rights of whoever looks. */
export async function selectFailures(
  tx: Tx,
  id: string,
  after: string | null,
  limit: number,
): Promise<{ recordId: string; reason: string }[]> {
  const { rows } = await sql<{ recordId: string; reason: string }>`
    SELECT record_id AS "recordId", reason FROM app_conversion_failures
    WHERE conversion_id = ${id}::bigint AND (${after}::uuid IS NULL OR record_id > ${after}::uuid)
    ORDER BY record_id LIMIT ${limit}`.execute(tx);
  return rows;
}

/** Which field took the place of which, the last time its type was changed. */
export async function selectSuccessors(tx: Tx, appId: string): Promise<Map<number, number>> {
  const { rows } = await sql<{ from: number; to: number }>`
    SELECT from_field AS "from", to_fields[1] AS "to" FROM app_conversions
    WHERE app_id = ${appId} AND kind = 'convert' AND state <> 'running' ORDER BY id`.execute(tx);
  return new Map(rows.map((row) => [row.from, row.to]));
}

/** Conversions whose old field may go, unless cases still run on a version that has it: over for a day. */
export async function selectFinished(
  tx: Tx,
): Promise<{ id: string; appId: string; fromField: number; toField: number; version: number }[]> {
  const { rows } = await sql<{
    id: string;
    appId: string;
    fromField: number;
    toField: number;
    version: number;
  }>`
    SELECT c.id::text AS id, c.app_id AS "appId", c.from_field AS "fromField", c.to_fields[1] AS "toField", p.version
    FROM app_conversions c JOIN app_publications p ON p.id = c.publication_id
    WHERE c.kind = 'convert' AND c.state = 'done' AND p.state = 'published' AND p.finished_at < now() - interval '1 day'
      AND NOT EXISTS (SELECT FROM cases s WHERE s.app_id = c.app_id AND s.closed_at IS NULL AND s.app_version < p.version)`.execute(
    tx,
  );
  return rows;
}

export async function settleConversion(tx: Tx, id: string): Promise<void> {
  await sql`UPDATE app_conversions SET state = 'ended' WHERE id = ${id}::bigint`.execute(tx);
}
