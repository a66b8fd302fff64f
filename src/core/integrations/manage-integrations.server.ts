/** What the office does with integrations: create, end, give and take back tokens. */
import { randomUUID } from 'node:crypto';
import { type StaffActor, type StaffRole, staffMay } from '#core/policy';
import { addDays, tokyoDate } from '#kernel/dates';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { hashToken, randomToken } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import {
  endIntegration,
  insertIntegration,
  insertToken,
  revokeTokenRow,
  selectIntegration,
  selectPlaces,
} from './integrations.sql.ts';
import { type ApiScope, mostTokenDays, scopeNames } from './model.ts';
import { tokenPrefix } from './token-actor.server.ts';

/** Roles a system may have. Organisation, audit and administration stay with people. */
export const integrationRoles = ['intake', 'check', 'decide', 'counter'] as const satisfies StaffRole[];

export interface NewIntegration {
  name: string;
  purpose: string;
  contact: string;
  department: string;
  position: string;
  roles: string[];
}

export async function createIntegration(
  tx: Tx,
  actor: StaffActor,
  input: NewIntegration,
): Promise<Result<{ id: string; staffId: string }>> {
  if (!staffMay(actor, 'integration.manage')) return fail('notFound');
  const today = tokyoDate(new Date());
  const place = (await selectPlaces(tx, today)).find((one) => one.code === input.department);
  const issues: Issue[] = [];
  const text = (path: 'name' | 'purpose' | 'contact', most: number, message: string) => {
    const value = input[path].trim();
    if (value === '' || value.length > most) issues.push({ path, message });
    return value;
  };
  const name = text('name', 40, '連携の名前を40文字までで書いてください。');
  const purpose = text('purpose', 400, '何のための連携かを書いてください。');
  const contact = text('contact', 100, '担当者の連絡先を書いてください。');
  if (place === undefined) issues.push({ path: 'department', message: '所属を選んでください。' });
  const position = input.position.trim() || '連携';
  if (position !== '連携' && place !== undefined && !place.positions.includes(position))
    issues.push({ path: 'position', message: 'その所属にある職名か「連携」を入れてください。' });
  const roles = integrationRoles.filter((role) => input.roles.includes(role));
  if (issues.length > 0) return fail('invalid', undefined, issues);
  const id = randomUUID();
  const staffId = randomUUID();
  await insertIntegration(tx, {
    id,
    staffId,
    postId: randomUUID(),
    name,
    purpose,
    contact,
    department: input.department,
    position,
    roles,
    on: today,
    createdBy: actor.postId!,
  });
  return ok({ id, staffId });
}

export async function stopIntegration(tx: Tx, actor: StaffActor, id: string): Promise<Result<unknown>> {
  if (!staffMay(actor, 'integration.manage')) return fail('notFound');
  const yesterday = addDays(tokyoDate(new Date()), -1);
  return (await endIntegration(tx, id, yesterday)) ? ok() : fail('notFound');
}

/** Gives the token itself: it is nowhere else, and cannot be shown again. */
export async function issueToken(
  tx: Tx,
  actor: StaffActor,
  integrationId: string,
  input: { label: string; scopes: string[]; days: number },
): Promise<Result<{ id: string; token: string; expiresAt: Date }>> {
  if (!staffMay(actor, 'integration.manage')) return fail('notFound');
  const integration = await selectIntegration(tx, integrationId);
  if (integration === null) return fail('notFound');
  if (integration.ended_at !== null) return fail('conflict', 'この連携は終わっています。');
  const scopes: ApiScope[] = scopeNames.filter((scope) => input.scopes.includes(scope));
  const issues: Issue[] = [];
  const label = input.label.trim();
  if (label === '' || label.length > 60)
    issues.push({ path: 'label', message: 'どこで使うトークンかを60文字までで書いてください。' });
  if (scopes.length === 0) issues.push({ path: 'scopes', message: 'できることを一つ以上選んでください。' });
  if (!Number.isInteger(input.days) || input.days < 1 || input.days > mostTokenDays)
    issues.push({ path: 'days', message: `期限は1日から${mostTokenDays}日までの間にしてください。` });
  if (issues.length > 0) return fail('invalid', undefined, issues);
  const id = randomUUID();
  const token = `${tokenPrefix}${randomToken()}`;
  const expiresAt = new Date(Date.now() + input.days * 86_400_000);
  await insertToken(tx, {
    id,
    integrationId,
    label,
    hash: hashToken(token),
    scopes,
    expiresAt,
    createdBy: actor.postId!,
  });
  return ok({ id, token, expiresAt });
}

export async function revokeToken(
  tx: Tx,
  actor: StaffActor,
  integrationId: string,
  id: string,
): Promise<Result<unknown>> {
  if (!staffMay(actor, 'integration.manage')) return fail('notFound');
  return (await revokeTokenRow(tx, integrationId, id)) ? ok() : fail('notFound');
}
