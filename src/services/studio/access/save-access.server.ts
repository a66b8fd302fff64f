/** Who may do what in an app, kept in the draft until it is published. */
import { type AppDesk, openDraft, readApp, saveDraft } from '#core/apps.server';
import type { WorkApp } from '#core/definitions';
import { definitionSchemas } from '#core/definitions.server';
import { fail, ok, type Result } from '#kernel/result';
import { type AccessState, gapsIn, withAccess } from './model.ts';

/** `revision` is that of the draft the page was made from; 0 when there was none. Gaps are kept back, so that no rule means less than it says. */
export async function saveAccess(
  desk: AppDesk,
  input: { appId: string; revision: number; state: AccessState },
): Promise<Result<undefined>> {
  const { appId, state } = input;
  const app = await readApp(desk, appId);
  if (!app.ok) return app;
  if ((app.value.draft?.revision ?? 0) !== input.revision)
    return fail(
      'conflict',
      'この画面をひらいたあとで、下書きが変わりました。画面をひらき直して、もう一度変更してください。',
    );
  const body = withAccess(app.value.body as WorkApp, state);
  const sound = definitionSchemas.app.shape.work.safeParse(body.work);
  const gaps = gapsIn(state);
  if (gaps.length > 0) return fail('invalid', undefined, gaps);
  const wrong = sound.success
    ? []
    : sound.error.issues.filter((one) => ['access', 'fieldAccess', 'views'].includes(String(one.path[0])));
  if (wrong.length > 0)
    return fail('invalid', 'アクセス権の内容を読み取れませんでした。画面をひらき直してください。');
  const draft = await openDraft(desk, appId);
  if (!draft.ok) return draft;
  const saved = await saveDraft(desk, {
    appId,
    revision: draft.value.revision,
    body: withAccess(draft.value.body as WorkApp, state),
  });
  return saved.ok ? ok() : saved;
}
