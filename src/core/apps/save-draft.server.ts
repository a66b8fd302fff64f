/** Begins, saves and throws away the draft of an app. */
import type { App } from '#core/definitions';
import { selectShape } from '#core/records.server';
import { fail, ok, type Result } from '#kernel/result';
import { type AppDesk, auditApp, isWorkApp, openApp } from './desk.server.ts';
import { deleteDraft, insertDraft, updateDraft } from './drafts.sql.ts';
import type { AppProblem, Draft } from './model.ts';
import { planDraft } from './plan-draft.ts';
import { readBody, readWhole } from './read-body.server.ts';

/** The living draft; one that begins from what is published when there is none. */
export async function openDraft(desk: AppDesk, appId: string): Promise<Result<Draft>> {
  const open = await openApp(desk, appId);
  if (open === null) return fail('notFound');
  if (open.draft !== null) return ok(open.draft);
  const { version, body } = open.published!;
  if (!isWorkApp(body)) return fail('invalid', 'この業務アプリは手続の様式です。パックで直してください。');
  const draft = await insertDraft(desk.tx, { appId, basedOn: version, body, by: desk.actor.id! });
  if (draft === null) return openDraft(desk, appId);
  await auditApp(desk, 'app.draft.begin', appId);
  return ok(draft);
}

/**
 * Keeps what was built so far, right or wrong. Fields whose type was changed come back with a new id (`retypes`). A conflict
 * means that somebody saved in between: nothing is lost on either side until the person has chosen.
 */
export async function saveDraft(
  desk: AppDesk,
  input: { appId: string; revision: number; body: unknown },
): Promise<Result<{ draft: Draft; problems: AppProblem[] }>> {
  const open = await openApp(desk, input.appId);
  if (open === null || open.draft === null) return fail('notFound');
  if (open.draft.revision !== input.revision) return fail('conflict');
  const read = readBody(input.appId, input.body);
  if (!read.ok) return read;
  const whole = readWhole(read.value);
  const shape = await selectShape(desk.tx, input.appId);
  // What is not a whole app yet is kept as it is; ids are settled as soon as it is one.
  const planned = whole.ok
    ? planDraft(read.value, (open.published?.body ?? null) as App | null, shape, open.draft.retypes)
    : { body: read.value, retypes: open.draft.retypes, problems: whole.error };
  const draft = await updateDraft(desk.tx, input.appId, input.revision, {
    body: planned.body,
    retypes: planned.retypes,
    by: desk.actor.id!,
  });
  if (draft === null) return fail('conflict');
  await auditApp(desk, 'app.draft.save', input.appId);
  return ok({ draft, problems: planned.problems });
}

/** What is published stays as it is. An app that was never published is gone. */
export async function discardDraft(
  desk: AppDesk,
  input: { appId: string; revision: number },
): Promise<Result<undefined>> {
  const open = await openApp(desk, input.appId);
  if (open === null || open.draft === null) return fail('notFound');
  if (!(await deleteDraft(desk.tx, input.appId, input.revision))) return fail('conflict');
  await auditApp(desk, 'app.draft.discard', input.appId);
  return ok();
}
