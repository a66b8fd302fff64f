/** Endpoints, and what was delivered to them. */
import { sql } from 'kysely';
import { renewRows, type SealedStore } from '#core/sealing.server';
import type { Place } from '#platform/crypto.server';
import { countOf, type Tx } from '#platform/db.server';
import type { WebhookKind } from './model.ts';

/** Both secrets of an endpoint are sealed for its row: the old one only moves to the next column. */
export const webhookPlace = (id: string): Place => ({ noun: 'webhook_endpoint', row: id, field: 'secret' });

export interface EndpointRow {
  id: string;
  integration_id: string;
  url: string;
  kinds: WebhookKind[];
  created_at: Date;
  old_secret_until: Date | null;
  stopped_at: Date | null;
}

export async function selectEndpoints(tx: Tx, integrationId: string): Promise<EndpointRow[]> {
  const { rows } = await sql<EndpointRow>`
    SELECT id, integration_id, url, kinds, created_at, old_secret_until, stopped_at FROM webhook_endpoints
    WHERE integration_id = ${integrationId} ORDER BY stopped_at IS NOT NULL, created_at DESC`.execute(tx);
  return rows;
}

/** One cheap question, so that a city without other systems writes no events. */
export async function hasEndpoints(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    SELECT EXISTS (SELECT 1 FROM webhook_endpoints WHERE stopped_at IS NULL) AS any`.execute(tx);
  return rows[0]?.any === true;
}

export async function selectListeners(
  tx: Tx,
  kind: WebhookKind,
): Promise<{ id: string; integration_id: string }[]> {
  const { rows } = await sql<{ id: string; integration_id: string }>`
    SELECT id, integration_id FROM webhook_endpoints WHERE stopped_at IS NULL AND ${kind} = ANY (kinds)`.execute(
    tx,
  );
  return rows;
}

export async function selectDepartmentOfCase(tx: Tx, caseId: string): Promise<string | null> {
  const { rows } = await sql<{
    department: string;
  }>`SELECT department FROM cases WHERE id = ${caseId}`.execute(tx);
  return rows[0]?.department ?? null;
}

export async function insertEndpoint(
  tx: Tx,
  row: {
    id: string;
    integrationId: string;
    url: string;
    kinds: readonly WebhookKind[];
    secret: string;
    createdBy: string;
  },
): Promise<void> {
  await sql`
    INSERT INTO webhook_endpoints (id, integration_id, url, kinds, secret, created_by)
    VALUES (${row.id}, ${row.integrationId}, ${row.url}, ${[...row.kinds]}, ${row.secret}, ${row.createdBy})`.execute(
    tx,
  );
}

/** The secret so far signs beside the new one for a day. */
export async function replaceSecret(
  tx: Tx,
  integrationId: string,
  id: string,
  secret: string,
): Promise<boolean> {
  const result = await sql`
    UPDATE webhook_endpoints SET old_secret = secret, old_secret_until = now() + interval '1 day', secret = ${secret}
    WHERE id = ${id} AND integration_id = ${integrationId} AND stopped_at IS NULL`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function stopEndpointRow(tx: Tx, integrationId: string, id: string): Promise<boolean> {
  const result = await sql`
    UPDATE webhook_endpoints SET stopped_at = now()
    WHERE id = ${id} AND integration_id = ${integrationId} AND stopped_at IS NULL`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Once per endpoint and event, however often the event arrives. */
export async function insertDelivery(
  tx: Tx,
  row: { id: string; endpointId: string; eventId: string; kind: WebhookKind; body: string },
): Promise<void> {
  await sql`
    INSERT INTO webhook_deliveries (id, endpoint_id, event_id, kind, body)
    VALUES (${row.id}, ${row.endpointId}, ${row.eventId}, ${row.kind}, ${row.body})
    ON CONFLICT (endpoint_id, event_id) DO NOTHING`.execute(tx);
}

export interface DueDelivery {
  id: string;
  endpoint_id: string;
  body: string;
  attempts: number;
  url: string;
  secret: string;
  old_secret: string | null;
}

/** Takes what is due for a minute: a worker that dies in between leaves it to the next. */
export async function claimDeliveries(tx: Tx, limit: number): Promise<DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    UPDATE webhook_deliveries d SET next_attempt_at = now() + interval '1 minute', attempts = attempts + 1, last_attempt_at = now()
    FROM webhook_endpoints e
    WHERE e.id = d.endpoint_id AND d.id IN (
      SELECT w.id FROM webhook_deliveries w JOIN webhook_endpoints o ON o.id = w.endpoint_id AND o.stopped_at IS NULL
      WHERE w.state = 'waiting' AND w.next_attempt_at <= now()
      ORDER BY w.next_attempt_at LIMIT ${limit} FOR UPDATE OF w SKIP LOCKED)
    RETURNING d.id, d.endpoint_id, d.body, d.attempts, e.url, e.secret,
      CASE WHEN e.old_secret_until > now() THEN e.old_secret END AS old_secret`.execute(tx);
  return rows;
}

/** `retryIn` in seconds; null when it was delivered, or is given up. */
export async function settleDelivery(
  tx: Tx,
  id: string,
  settled: { state: 'waiting' | 'delivered' | 'failed'; result: string; retryIn: number | null },
): Promise<void> {
  await sql`
    UPDATE webhook_deliveries SET state = ${settled.state}, last_result = ${settled.result},
      next_attempt_at = CASE WHEN ${settled.retryIn}::int IS NULL THEN next_attempt_at ELSE now() + make_interval(secs => ${settled.retryIn ?? 0}) END
    WHERE id = ${id}`.execute(tx);
}

export interface DeliveryRow {
  id: string;
  kind: WebhookKind;
  created_at: Date;
  state: 'waiting' | 'delivered' | 'failed';
  attempts: number;
  next_attempt_at: Date;
  last_attempt_at: Date | null;
  last_result: string | null;
}

export async function selectDeliveries(tx: Tx, endpointId: string, limit = 50): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    SELECT id, kind, created_at, state, attempts, next_attempt_at, last_attempt_at, last_result FROM webhook_deliveries
    WHERE endpoint_id = ${endpointId} ORDER BY created_at DESC, id LIMIT ${limit}`.execute(tx);
  return rows;
}

export async function replayDeliveryRow(tx: Tx, integrationId: string, id: string): Promise<boolean> {
  const result = await sql`
    UPDATE webhook_deliveries d SET state = 'waiting', attempts = 0, next_attempt_at = now()
    FROM webhook_endpoints e
    WHERE d.id = ${id} AND e.id = d.endpoint_id AND e.integration_id = ${integrationId} AND e.stopped_at IS NULL
      AND d.state <> 'waiting'`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** What nobody asks for any more. */
export async function sweepApi(tx: Tx): Promise<void> {
  await sql`DELETE FROM idempotency_keys WHERE created_at < now() - interval '2 days'`.execute(tx);
  await sql`DELETE FROM webhook_deliveries WHERE state <> 'waiting' AND created_at < now() - interval '90 days'`.execute(
    tx,
  );
}

/** Secrets sealed anew, for a change of keys. */
export const webhookStore: SealedStore = {
  name: 'webhook secrets',
  role: 'staff',
  zone: 'staff',
  count: (tx, marks) =>
    countOf(
      tx,
      sql`webhook_endpoints WHERE secret LIKE ANY (${marks.text}) OR old_secret LIKE ANY (${marks.text})`,
    ),
  async renew(tx, vault, marks, after, limit) {
    const { rows } = await sql<{ id: string; secret: string; old_secret: string | null }>`
      SELECT id, secret, old_secret FROM webhook_endpoints
      WHERE (${after}::uuid IS NULL OR id > ${after}::uuid)
        AND (secret LIKE ANY (${marks.text}) OR old_secret LIKE ANY (${marks.text}))
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
    return renewRows(rows, async ({ id, secret, old_secret }) => {
      const place = webhookPlace(id);
      const again = (sealed: string) => vault.seal(vault.open(sealed, place), place);
      await sql`
        UPDATE webhook_endpoints SET secret = ${again(secret)}, old_secret = ${old_secret === null ? null : again(old_secret)}
        WHERE id = ${id}`.execute(tx);
    });
  },
};
