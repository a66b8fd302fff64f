/** How much apps are used, folded from the sealed audit. */
import { sql } from 'kysely';
import type { Database, Tx } from '#platform/db.server';

/** Leaves of the audit looked at in one transaction. */
const batch = 20_000;

/**
 * Counts what was sealed since the last time, as the worker; gives how many leaves it looked at. Leaves are numbered without gaps in
 * the order of sealing, so that none is counted twice and none is missed, whatever transactions were still open.
 */
export async function foldUsage(db: Database, municipality: string): Promise<number> {
  return db.tenant(municipality, 'worker', async (tx) => {
    const { rows } = await sql<{ through: string; next: string | null; looked: string }>`
      WITH mark AS (SELECT through FROM app_usage_mark FOR UPDATE),
      part AS (
        SELECT l.position, l.row_id FROM audit_leaves l, mark WHERE l.position > mark.through
        ORDER BY l.position LIMIT ${batch})
      SELECT mark.through, max(part.position) AS next, count(part.position) AS looked FROM mark LEFT JOIN part ON true
      GROUP BY mark.through`.execute(tx);
    const { through, next, looked } = rows[0]!;
    if (next === null) return 0;
    await sql`
      INSERT INTO app_usage (app_id, staff_id, first_at, last_at, uses)
      SELECT t.app_id, a.actor_id::uuid, min(a.at), max(a.at), count(*)
      FROM audit_leaves l JOIN audit a ON a.id = l.row_id
        JOIN app_tables t ON t.app_id = a.ids[1]
      WHERE l.position > ${through}::bigint AND l.position <= ${next}::bigint
        AND a.zone = 'staff' AND a.actor_kind = 'staff' AND a.noun IN ('record', 'record-run')
        AND a.actor_id IS NOT NULL
      GROUP BY t.app_id, a.actor_id
      ON CONFLICT (app_id, staff_id) DO UPDATE SET first_at = least(app_usage.first_at, excluded.first_at),
        last_at = greatest(app_usage.last_at, excluded.last_at), uses = app_usage.uses + excluded.uses`.execute(
      tx,
    );
    await sql`UPDATE app_usage_mark SET through = ${next}::bigint`.execute(tx);
    return Number(looked);
  });
}

export interface AppUsage {
  /** People within the last twelve months. */
  users: number;
  lastAt: Date;
}

export async function selectUsage(tx: Tx): Promise<Map<string, AppUsage>> {
  const { rows } = await sql<AppUsage & { appId: string }>`
    SELECT app_id AS "appId", count(*) FILTER (WHERE last_at > now() - interval '1 year')::integer AS users, max(last_at) AS "lastAt"
    FROM app_usage GROUP BY app_id`.execute(tx);
  return new Map(rows.map(({ appId, ...usage }) => [appId, usage]));
}

/** Who used an app most lately. */
export async function selectUsers(
  tx: Tx,
  appId: string,
  limit: number,
): Promise<{ staffId: string; lastAt: Date }[]> {
  const { rows } = await sql<{ staffId: string; lastAt: Date }>`
    SELECT staff_id AS "staffId", last_at AS "lastAt" FROM app_usage WHERE app_id = ${appId}
    ORDER BY last_at DESC, staff_id LIMIT ${limit}`.execute(tx);
  return rows;
}
