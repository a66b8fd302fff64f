/** Which messages of effects were handled, and what the log says of them. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** False: the message was handled before. */
export async function claimEffects(
  tx: Tx,
  one: { messageId: string; appId: string; recordId: string },
): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO record_effects (message_id, app_id, record_id)
    VALUES (${one.messageId}::bigint, ${one.appId}, ${one.recordId}::uuid) ON CONFLICT DO NOTHING
    RETURNING message_id`.execute(tx);
  return rows.length > 0;
}

/** What followed by itself, beside what people did. */
export async function insertFollowed(
  tx: Tx,
  one: {
    appId: string;
    recordId: string;
    act: string;
    title: string;
    state: string;
    note: string;
    failed: boolean;
  },
): Promise<void> {
  const detail = one.failed ? { failed: true } : {};
  await sql`
    INSERT INTO record_acts (app_id, record_id, kind, act, title, from_state, to_state, note, detail)
    VALUES (${one.appId}, ${one.recordId}::uuid, 'system', ${one.act}, ${one.title}, ${one.state}, ${one.state}, ${one.note},
      ${JSON.stringify(detail)}::jsonb)`.execute(tx);
}

/** Whether an effect of the app failed since the day began in Tokyo: its keepers were told then. */
export async function hasFailedToday(tx: Tx, appId: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM record_acts WHERE app_id = ${appId} AND kind = 'system' AND detail @> '{"failed": true}'
      AND at >= date_trunc('day', now() AT TIME ZONE 'Asia/Tokyo') AT TIME ZONE 'Asia/Tokyo' LIMIT 1`.execute(
    tx,
  );
  return rows.length > 0;
}
