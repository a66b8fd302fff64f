/** What the office does with endpoints of webhooks. */
import { randomBytes, randomUUID } from 'node:crypto';
import { type StaffActor, staffMay } from '#core/policy';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { type SealScene, sealsOf } from '#platform/crypto.server';
import { isCallable } from '#platform/outgoing.server';
import { selectIntegration } from './integrations.sql.ts';
import { webhookKindNames } from './model.ts';
import { secretPrefix } from './signature.server.ts';
import {
  insertEndpoint,
  replaceSecret,
  replayDeliveryRow,
  stopEndpointRow,
  webhookPlace,
} from './webhooks.sql.ts';

export interface WebhookScene extends SealScene {
  actor: StaffActor;
}

async function newSecret(scene: WebhookScene, id: string): Promise<{ secret: string; sealed: string }> {
  const secret = `${secretPrefix}${randomBytes(24).toString('base64')}`;
  const vault = await sealsOf(scene, 'staff')();
  return { secret, sealed: vault.seal(secret, webhookPlace(id)) };
}

/** Gives the secret, which is shown this once. */
export async function addEndpoint(
  scene: WebhookScene,
  integrationId: string,
  input: { url: string; kinds: string[] },
): Promise<Result<{ id: string; secret: string }>> {
  if (!staffMay(scene.actor, 'integration.manage')) return fail('notFound');
  const integration = await selectIntegration(scene.tx, integrationId);
  if (integration === null || integration.ended_at !== null) return fail('notFound');
  const url = input.url.trim();
  const kinds = webhookKindNames.filter((kind) => input.kinds.includes(kind));
  const issues: Issue[] = [];
  if (!isCallable(url)) issues.push({ path: 'url', message: 'https:// から始まる送り先を入れてください。' });
  if (kinds.length === 0) issues.push({ path: 'kinds', message: '知らせることを一つ以上選んでください。' });
  if (issues.length > 0) return fail('invalid', undefined, issues);
  const id = randomUUID();
  const { secret, sealed } = await newSecret(scene, id);
  await insertEndpoint(scene.tx, {
    id,
    integrationId,
    url,
    kinds,
    secret: sealed,
    createdBy: scene.actor.postId!,
  });
  return ok({ id, secret });
}

/** A new secret; for a day both sign, so that the receiver can change in its own time. */
export async function rotateSecret(
  scene: WebhookScene,
  integrationId: string,
  id: string,
): Promise<Result<{ secret: string }>> {
  if (!staffMay(scene.actor, 'integration.manage')) return fail('notFound');
  const { secret, sealed } = await newSecret(scene, id);
  return (await replaceSecret(scene.tx, integrationId, id, sealed)) ? ok({ secret }) : fail('notFound');
}

export async function stopEndpoint(
  { tx, actor }: Pick<WebhookScene, 'tx' | 'actor'>,
  integrationId: string,
  id: string,
): Promise<Result<unknown>> {
  if (!staffMay(actor, 'integration.manage')) return fail('notFound');
  return (await stopEndpointRow(tx, integrationId, id)) ? ok() : fail('notFound');
}

/** Sends once more what was delivered or given up; the receiver knows it by its id. */
export async function replayDelivery(
  { tx, actor }: Pick<WebhookScene, 'tx' | 'actor'>,
  integrationId: string,
  id: string,
): Promise<Result<unknown>> {
  if (!staffMay(actor, 'integration.manage')) return fail('notFound');
  return (await replayDeliveryRow(tx, integrationId, id)) ? ok() : fail('notFound');
}
