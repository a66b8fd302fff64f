/** Saves what was built so far; the first saving begins the draft. */
import { type AppDesk, openApp, openDraft, saveDraft } from '#core/apps.server';
import { sentenceOf } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import type { SaveAnswer } from './model.ts';
import { shownDraft } from './shown-draft.server.ts';
import { skeleton } from './skeleton.server.ts';

export async function saveDesign(
  desk: AppDesk,
  input: { appId: string; revision: number; body: string },
): Promise<Result<SaveAnswer>> {
  const open = await openApp(desk, input.appId);
  if (open === null) return fail('notFound');
  const body = parsed(input.body);
  // What cannot be drawn could never be mended here again.
  if (!skeleton.safeParse(body).success)
    return ok({ kind: 'refused', message: 'この内容は保存できません。ページを開き直してください。' });
  let { revision } = input;
  if (revision === 0 && open.draft === null) {
    const begun = await openDraft(desk, input.appId);
    if (!begun.ok) return begun;
    revision = begun.value.revision;
  }
  const saved = await saveDraft(desk, { appId: input.appId, revision, body });
  if (saved.ok)
    return ok({
      kind: 'saved',
      ...(await shownDraft(desk, saved.value.draft, open.published?.body ?? null)),
    });
  if (saved.error.code !== 'conflict')
    return saved.error.code === 'notFound'
      ? saved
      : ok({ kind: 'refused', message: sentenceOf(saved.error) });
  const now = await openApp(desk, input.appId);
  if (now === null) return fail('notFound');
  return ok({ kind: 'conflict', ...(await theirs(desk, now)) });
}

const theirs = (desk: AppDesk, { draft, published }: NonNullable<Awaited<ReturnType<typeof openApp>>>) =>
  shownDraft(desk, draft, published?.body ?? null);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
