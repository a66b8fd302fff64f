/** Asks for publishing: the draft, or an older version again. The worker does it and says what became of it. */
import { randomUUID } from 'node:crypto';
import { post } from '#core/exchange.server';
import { selectShape } from '#core/records.server';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { hasErrors } from './check-app.ts';
import { checkAround } from './check-around.server.ts';
import { selectSuccessors } from './conversions.sql.ts';
import { type AppDesk, auditApp, isWorkApp, openApp, todayInTokyo } from './desk.server.ts';
import type { AppProblem, Publication, Retype } from './model.ts';
import { planDraft } from './plan-draft.ts';
import {
  insertPublication,
  selectPublication,
  selectPublications,
  selectVersion,
} from './publications.sql.ts';
import { readWhole } from './read-body.server.ts';
import { sightOf } from './sight.ts';

/** `revision`: the draft that was reviewed. What is wrong with it is told at once; the worker looks again. */
export async function publishDraft(
  desk: AppDesk,
  input: { appId: string; revision: number; note?: string },
): Promise<Result<{ publicationId: string }>> {
  const open = await openApp(desk, input.appId);
  if (open === null || open.draft === null) return fail('notFound');
  const { draft, published } = open;
  if (draft.revision !== input.revision || draft.basedOn !== (published?.version ?? null))
    return fail('conflict', 'ほかの人が先に変更しました。変更の確認からやり直してください。');
  const whole = readWhole(draft.body);
  if (!whole.ok) return refused(whole.error);
  if (!isWorkApp(whole.value))
    return fail('invalid', 'この業務アプリは手続の様式です。パックで直してください。');
  const planned = planDraft(
    whole.value,
    published?.body ?? null,
    await selectShape(desk.tx, input.appId),
    draft.retypes,
  );
  const agreed = published === null ? [] : [published.body];
  const problems = [
    ...planned.problems,
    ...(await checkAround(desk.tx, planned.body, sightOf(desk.actor, agreed))),
  ];
  if (hasErrors(problems)) return refused(problems);
  return ask(desk, {
    appId: input.appId,
    basedOn: draft.basedOn,
    body: planned.body,
    retypes: planned.retypes,
    note: input.note ?? '',
    draftRevision: draft.revision,
    rolledBackTo: null,
  });
}

/**
 * An older version as a new one. Fields that came later are retired, not lost; where a type was changed since, the values of
 * today are converted back into the old field.
 */
export async function rollBack(
  desk: AppDesk,
  input: { appId: string; version: number; note?: string },
): Promise<Result<{ publicationId: string }>> {
  const open = await openApp(desk, input.appId);
  if (open === null || open.published === null) return fail('notFound');
  const target = await selectVersion(desk.tx, input.appId, input.version);
  if (target === null || !isWorkApp(target.body)) return fail('notFound');
  if (target.version === open.published.version) return fail('invalid', 'いま公開している版です。');
  const shape = await selectShape(desk.tx, input.appId);
  const planned = planDraft(target.body, open.published.body, shape, []);
  const ids = new Set(target.body.fields.map((field) => field.id));
  const now = new Set(open.published.body.fields.map((field) => field.id));
  const agreed = [open.published.body, target.body];
  const back = await backwards(desk, input.appId, ids, now);
  const problems = [
    ...planned.problems,
    ...(await checkAround(desk.tx, planned.body, sightOf(desk.actor, agreed))),
  ];
  if (hasErrors(problems)) return refused(problems);
  return ask(desk, {
    appId: input.appId,
    basedOn: open.published.version,
    body: planned.body,
    retypes: [...planned.retypes, ...back],
    note: input.note ?? '',
    draftRevision: null,
    rolledBackTo: target.version,
  });
}

/** Fields of before whose place another one has taken since: its values go back, also over several changes of type. */
async function backwards(
  desk: AppDesk,
  appId: string,
  wanted: ReadonlySet<number>,
  now: ReadonlySet<number>,
): Promise<Retype[]> {
  const successors = await selectSuccessors(desk.tx, appId);
  return [...wanted].flatMap((to) => {
    const seen = new Set<number>();
    let from = to;
    while (!now.has(from) && successors.has(from) && !seen.has(from)) {
      seen.add(from);
      from = successors.get(from)!;
    }
    return now.has(from) && from !== to && !wanted.has(from) ? [{ from, to }] : [];
  });
}

async function ask(
  desk: AppDesk,
  row: Omit<Parameters<typeof insertPublication>[1], 'id' | 'requestedBy' | 'postId'>,
): Promise<Result<{ publicationId: string }>> {
  const id = randomUUID();
  const asked = await insertPublication(desk.tx, {
    ...row,
    // Behaviour holds from today: an older day would take it from cases that began since.
    body: { ...row.body, effectiveFrom: todayInTokyo() },
    id,
    requestedBy: desk.actor.id!,
    postId: desk.actor.postId,
  });
  if (!asked)
    return fail('conflict', 'この業務アプリは、いま公開の途中です。終わってからもう一度お試しください。');
  await post(desk.tx, 'app.publish', { publicationId: id });
  await auditApp(
    desk,
    row.rolledBackTo === null ? 'app.publish.request' : 'app.rollBack.request',
    row.appId,
    row.note || null,
  );
  return ok({ publicationId: id });
}

function refused(problems: readonly AppProblem[]): Result<never> {
  const issues: Issue[] = problems
    .filter((one) => one.level === 'error')
    .map(({ path, ja }) => ({ path, message: ja }));
  return fail('invalid', '公開する前に直すところがあります。', issues);
}

/** How far a publishing is, and what became of it. */
export async function readPublication(desk: AppDesk, id: string): Promise<Result<Publication>> {
  const found = await selectPublication(desk.tx, id);
  if (found === null || (await openApp(desk, found.appId)) === null) return fail('notFound');
  return ok(found);
}

export async function listPublications(desk: AppDesk, appId: string): Promise<Result<Publication[]>> {
  return (await openApp(desk, appId)) === null
    ? fail('notFound')
    : ok(await selectPublications(desk.tx, appId));
}
