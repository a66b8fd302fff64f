import { sql } from 'kysely';
import type { ProcessState } from '#core/definitions';
import type { Shape } from '#core/records.server';
import type { Tx } from '#platform/db.server';

/** The next records in their order; the last id of a full batch, else null. What has a state of today keeps it. */
export async function beginBatch(
  tx: Tx,
  { appId, table }: Shape,
  first: Pick<ProcessState, 'id'>,
  states: readonly string[],
  after: string | null,
  limit: number,
): Promise<string | null> {
  const { rows } = await sql<{ last: string | null; count: number }>`
    WITH batch AS (
      SELECT id, state FROM ${sql.id(table)} WHERE ${after}::uuid IS NULL OR id > ${after}::uuid ORDER BY id LIMIT ${limit}),
    stray AS (
      SELECT r.id, r.state FROM ${sql.id(table)} r JOIN batch b ON b.id = r.id
      WHERE r.state IS NULL OR NOT r.state = ANY (${[...states]}::text[]) FOR UPDATE OF r),
    shown AS (
      UPDATE ${sql.id(table)} r SET state = ${first.id} FROM stray WHERE r.id = stray.id),
    kept AS (
      INSERT INTO record_process (app_id, record_id, state) SELECT ${appId}, id, ${first.id} FROM stray
      ON CONFLICT (app_id, record_id) DO UPDATE SET state = excluded.state, since = now(), due_on = NULL,
        revision = record_process.revision + 1),
    logged AS (
      INSERT INTO record_acts (app_id, record_id, kind, act, title, from_state, to_state, note)
      SELECT ${appId}, id, 'system', 'begin', '状態の移し替え', state, ${first.id}, '業務アプリの変更で、前の状態がなくなりました。'
      FROM stray WHERE state IS NOT NULL)
    SELECT (SELECT id FROM batch ORDER BY id DESC LIMIT 1) AS last, (SELECT count(*)::int FROM batch) AS count`.execute(
    tx,
  );
  const [row] = rows;
  return row !== undefined && row.count === limit ? row.last : null;
}
