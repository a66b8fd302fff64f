/** Lists that somebody asked to make fast. */
import { sql } from 'kysely';
import type { IndexParts } from '#core/records.server';
import type { Tx } from '#platform/db.server';

export interface IndexAsk {
  appId: string;
  key: string;
  parts: IndexParts;
  askedAt: Date;
}

/** Of one app, or of all; the oldest first. */
export async function selectIndexAsks(tx: Tx, appId?: string): Promise<IndexAsk[]> {
  const { rows } = await sql<IndexAsk>`
    SELECT app_id AS "appId", key, parts, asked_at AS "askedAt" FROM app_index_asks
    WHERE ${appId ?? null}::text IS NULL OR app_id = ${appId ?? null} ORDER BY asked_at, key`.execute(tx);
  return rows;
}

/** False when there are as many already, or this one. Others who ask for the same app at this moment wait. */
export async function insertIndexAsk(
  tx: Tx,
  row: { appId: string; key: string; parts: IndexParts; by: string },
  most: number,
): Promise<boolean> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('index-asks'), hashtext(current_schema() || ${row.appId}))`.execute(
    tx,
  );
  const { numAffectedRows } = await sql`
    INSERT INTO app_index_asks (app_id, key, parts, asked_by)
    SELECT ${row.appId}, ${row.key}, ${JSON.stringify(row.parts)}::jsonb, ${row.by}
    WHERE (SELECT count(*) FROM app_index_asks WHERE app_id = ${row.appId}) < ${most}
    ON CONFLICT DO NOTHING`.execute(tx);
  return numAffectedRows === 1n;
}

export async function deleteIndexAsk(tx: Tx, appId: string, key: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    DELETE FROM app_index_asks WHERE app_id = ${appId} AND key = ${key}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Changes whenever somebody asks or takes it back: the worker looks at it in every round. */
export async function selectAsksMark(tx: Tx): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    SELECT count(*) || ' ' || coalesce(max(asked_at)::text, '') AS mark FROM app_index_asks`.execute(tx);
  return rows[0]!.mark;
}
