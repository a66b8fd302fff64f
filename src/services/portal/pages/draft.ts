/** Where a draft is taken up again: the first page with something to fill, else the review, else what became of it. */
import { redirect } from 'react-router';
import { openDraft } from '#core/applications.server';
import { firstOpenPage } from '#core/forms';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, portalPaths } from '#ui/paths';
import { applicantScene } from '../applicant-scene.server.ts';

export const handle = { permission: 'draft.write' } satisfies RouteHandle<ResidentPermission>;

export const loader = guardResident(handle, async (scene): Promise<Response> => {
  const { draft, form, evaluation } = must(
    await openDraft(await applicantScene(scene), scene.params.draft ?? ''),
  );
  if (draft.submittedAs !== null) {
    const notice = new URL(scene.request.url).searchParams.get('notice') ?? undefined;
    return redirect(href(portalPaths.application, { application: draft.submittedAs }, { notice }));
  }
  const page = firstOpenPage(form, evaluation);
  if (page === null) return redirect(href(portalPaths.draftReview, { draft: draft.id }));
  return redirect(href(portalPaths.draftPage, { draft: draft.id, page }));
});

export default function Draft() {
  return null;
}
