/** Keeping a view, one's own or a shared one. */
import { randomUUID } from 'node:crypto';
import type { OpenApp } from '#core/views.server';
import { fail, ok, type Result } from '#kernel/result';
import { checkWish } from './check-view.ts';
import { keepBody } from './keep-body.ts';
import { mostViews, type ViewWish } from './model.ts';
import { clearFirst, countSaved, insertSaved, lockSaved, updateSaved } from './saved-views.sql.ts';
import { mayShare } from './views-for.server.ts';

/** The id of the new view. Forbidden: shares without managing the app. */
export async function saveView(open: OpenApp, wish: ViewWish): Promise<Result<string>> {
  const { actor, tx } = open.desk;
  if (actor.id === null) return fail('forbidden');
  if (wish.shared && !mayShare(open)) return fail('forbidden');
  const issues = checkWish(wish, open);
  if (issues.length > 0) return fail('invalid', undefined, issues);
  if ((await countSaved(tx, open.app.id, actor.id, wish.shared)) >= mostViews)
    return fail('invalid', undefined, [
      { path: 'title', message: `保存できるのは${mostViews}個までです。使っていないものを消してください。` },
    ]);
  const id = randomUUID();
  await insertSaved(tx, {
    id,
    app_id: open.app.id,
    owner_staff_id: actor.id,
    shared: wish.shared,
    ...kept(open, wish),
  });
  if (wish.first && !wish.shared) await clearFirst(tx, open.app.id, actor.id, id);
  return ok(id);
}

/** Another body or name for a view. Conflict: somebody changed it since `revision`. */
export async function changeView(
  open: OpenApp,
  id: string,
  revision: number,
  wish: Omit<ViewWish, 'shared'>,
): Promise<Result<void>> {
  const { actor, tx } = open.desk;
  const row = await lockSaved(tx, open.app.id, id);
  if (row === null || actor.id === null) return fail('notFound');
  if (row.shared ? !mayShare(open) : row.owner_staff_id !== actor.id) return fail('notFound');
  if (row.revision !== revision) return fail('conflict');
  const issues = checkWish(wish, open);
  if (issues.length > 0) return fail('invalid', undefined, issues);
  await updateSaved(tx, id, actor.id, kept(open, { ...wish, shared: row.shared }));
  if (wish.first && !row.shared) await clearFirst(tx, open.app.id, actor.id, id);
  return ok(undefined);
}

const kept = (open: OpenApp, wish: ViewWish) => ({
  title: wish.title.trim(),
  body: keepBody(wish.view, open),
  audience: wish.shared ? wish.audience : {},
  opens_first: wish.first && !wish.shared,
});
