/** From an act in the office to one delivery per endpoint that may know of it. */
import { randomUUID } from 'node:crypto';
import { post, read } from '#core/exchange.server';
import { departmentsFor } from '#core/policy.server';
import { openApp, readRecord } from '#core/views.server';
import type { Tx } from '#platform/db.server';
import type { Deliver, Handlers } from '#platform/outbox.server';
import { selectIntegrationStaff } from './integrations.sql.ts';
import type { WebhookKind } from './model.ts';
import { actorOfPost } from './token-actor.server.ts';
import { hasEndpoints, insertDelivery, selectDepartmentOfCase, selectListeners } from './webhooks.sql.ts';

export interface Announcement {
  kind: Exclude<WebhookKind, 'record.stateChanged'>;
  caseId: string;
  state?: string | null;
  documentId?: string | null;
}

/** Posts the event in the transaction of the act. Ids and states only: whoever hears of it fetches what it may. */
export async function announce(tx: Tx, event: Announcement): Promise<void> {
  if (!(await hasEndpoints(tx))) return;
  await post(tx, 'webhook.event', {
    kind: event.kind,
    caseId: event.caseId,
    state: event.state ?? null,
    documentId: event.documentId ?? null,
    at: new Date().toISOString(),
  });
}

/** What an entry of the action log means outside. */
export async function announceAction(
  tx: Tx,
  action: { caseId: string; verb: string; from?: string | null; to?: string | null },
): Promise<void> {
  const { caseId, verb, from = null, to = null } = action;
  if (to === null || from === to) return;
  if (verb === 'arrive') return announce(tx, { kind: 'case.received', caseId, state: to });
  await announce(tx, { kind: 'case.stateChanged', caseId, state: to });
  if (to === 'decided') await announce(tx, { kind: 'case.decided', caseId, state: to });
}

async function onEvent({ tx, message }: Deliver): Promise<void> {
  const event = read('webhook.event', message.payload);
  const department = await selectDepartmentOfCase(tx, event.caseId);
  if (department === null) return;
  for (const endpoint of await selectListeners(tx, event.kind)) {
    const staff = await selectIntegrationStaff(tx, endpoint.integration_id);
    const actor = staff === null ? null : await actorOfPost(tx, staff);
    if (actor === null || !departmentsFor(actor, 'case.read').includes(department)) continue;
    await insertDelivery(tx, {
      id: randomUUID(),
      endpointId: endpoint.id,
      eventId: message.id,
      kind: event.kind,
      body: JSON.stringify({
        type: event.kind,
        timestamp: event.at,
        data: {
          case: event.caseId,
          ...(event.state === null ? {} : { state: event.state }),
          ...(event.documentId === null ? {} : { document: event.documentId }),
        },
      }),
    });
  }
}

/** Posts that a record came to a state; only where its process says so. */
export async function announceRecord(
  tx: Tx,
  event: { appId: string; recordId: string; state: string },
): Promise<void> {
  if (!(await hasEndpoints(tx))) return;
  await post(tx, 'webhook.record', { kind: 'record.stateChanged', ...event, at: new Date().toISOString() });
}

/** Whoever hears of it sees the record at that moment, in the post of its integration. */
async function onRecord({ tx, municipality, message }: Deliver): Promise<void> {
  const event = read('webhook.record', message.payload);
  for (const endpoint of await selectListeners(tx, event.kind)) {
    const staff = await selectIntegrationStaff(tx, endpoint.integration_id);
    const actor = staff === null ? null : await actorOfPost(tx, staff);
    if (actor === null) continue;
    const open = await openApp({ tx, municipality, actor }, event.appId);
    if (!open.ok || !(await readRecord(open.value, event.recordId)).ok) continue;
    await insertDelivery(tx, {
      id: randomUUID(),
      endpointId: endpoint.id,
      eventId: message.id,
      kind: event.kind,
      body: JSON.stringify({
        type: event.kind,
        timestamp: event.at,
        data: { app: event.appId, record: event.recordId, state: event.state },
      }),
    });
  }
}

export const integrationHandlers: Handlers = {
  'webhook.event': { zone: 'staff', handle: onEvent },
  'webhook.record': { zone: 'staff', handle: onRecord },
};
