/** Where pages of views begin: the app, and the view of the address. */
import { type UsableView, viewsFor } from '#core/saved-views.server';
import type { OpenApp } from '#core/views.server';
import { appError } from '#kernel/errors';
import { Refusal } from '#platform/http.server';
import { type AppScene, appOf } from '../table/desk.server.ts';

/** A view that is not there, and one that is not for this person, end the request alike. */
export async function viewOf(
  scene: AppScene,
): Promise<{ open: OpenApp; view: UsableView; views: UsableView[] }> {
  const open = await appOf(scene);
  const views = await viewsFor(open);
  const view = views.find((one) => one.id === scene.params.view);
  if (view === undefined) throw new Refusal(appError('notFound'));
  return { open, view, views };
}

/** What was left out, in words. */
export const lostWords = (lost: number): string | null =>
  lost === 0
    ? null
    : `この一覧のうち${lost}か所は、なくなった項目か、あなたが見られない項目を使っているため、外して表しています。`;
