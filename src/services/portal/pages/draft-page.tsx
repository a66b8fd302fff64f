/** One page of a form: one thing at a time, kept with every step, right or wrong. */
import { data, redirect } from 'react-router';
import { fileNotes, openDraft, savePage, type Unsettled } from '#core/applications.server';
import { type Answers, controlId, type Typed } from '#core/fields';
import {
  checkAll,
  type Form,
  type FormContext,
  type Progress,
  pageOf,
  previousPage,
  progress,
} from '#core/forms';
import { FormPage } from '#core/forms.view';
import { guardResident } from '#core/people.server';
import type { Issue } from '#kernel/errors';
import type { Picked } from '#kernel/localized';
import { pick } from '#kernel/localized';
import { must } from '#platform/http.server';
import { href, portalPaths } from '#ui/paths';
import { applicantScene, readPost, savePorts } from '../applicant-scene.server.ts';
import { keepAfterEnd, wayBack } from '../keep-after-end.server.ts';
import type { PageHandle } from '../page-handle.ts';
import { useClock, useSite } from '../site-context.tsx';
import { Csrf } from '../views/csrf.tsx';
import { FormFrame } from '../views/form-frame.tsx';
import { Run } from '../views/run.tsx';

export const handle = { permission: 'draft.write', enhanced: true } satisfies PageHandle;

interface Data {
  draft: string;
  procedure: Picked;
  page: string;
  title: string;
  form: Form;
  answers: Answers;
  typed: Typed;
  context: FormContext;
  progress: Progress;
  back: string | null;
  savedAt: Date | null;
  issues: Issue[];
  notices: Issue[];
  unsettled: Unsettled;
}
interface Shown {
  typed: Typed;
  issues: Issue[];
  notices: { path: string; message: string }[];
  unseen: string[];
}

export const loader = guardResident(handle, async (scene): Promise<Data> => {
  const { params, info, request, touched } = scene;
  const open = must(await openDraft(await applicantScene(scene), params.draft ?? ''));
  const { draft, form, answers, evaluation, context, procedure } = open;
  if (draft.submittedAs !== null)
    throw redirect(href(portalPaths.application, { application: draft.submittedAs }));
  const page = params.page ?? '';
  const defined = form.pages.find((one) => one.id === page);
  if (defined === undefined || !evaluation.visiblePages.includes(page))
    throw redirect(href(portalPaths.draft, { draft: draft.id }));
  touched('draft', [draft.id], ['personal']);
  const before = previousPage(form, evaluation, page);
  const fromReview = new URL(request.url).searchParams.has('review');
  const notes = await fileNotes(scene.tx, { draft: draft.id }, form, answers, context);
  const here = ({ path }: Issue) => pageOf(form, path) === page;
  return {
    draft: draft.id,
    procedure: pick(procedure.title, info.language),
    page,
    title: pick(defined.title, info.language).text,
    form,
    answers,
    typed: open.typed,
    context,
    progress: progress(form, evaluation, page),
    back: before === null ? null : href(portalPaths.draftPage, { draft: draft.id, page: before }),
    savedAt: draft.visited.length === 0 ? null : draft.updatedAt,
    // From the review one comes to mend something: say at once what.
    issues: [
      ...(fromReview ? checkAll(form, answers, context).filter((one) => one.page === page) : []),
      ...notes.issues.filter(here),
    ],
    notices: notes.notices.filter(here),
    unsettled: notes.unsettled,
  };
});

export const action = guardResident({ permission: 'draft.keep' }, async (scene) => {
  const { params, request, form, touched } = scene;
  const draft = params.draft ?? '';
  const page = params.page ?? '';
  const { typed, uploads } = await readPost(form);
  if (scene.actor.ended !== undefined) {
    must(await keepAfterEnd(scene, { draft, page, typed, uploads }));
    return redirect(wayBack(scene.actor.ended, draft));
  }
  const saved = await savePage(
    await applicantScene(scene),
    draft,
    { pageId: page, typed, uploads },
    savePorts(scene),
  );
  if (!saved.ok && saved.error.code === 'conflict')
    return redirect(href(portalPaths.draft, { draft }, { notice: 'different' }));
  const { to, issues, notices, unseen, focus, open } = must(saved);
  touched('draft', [draft], ['personal'], 'draft.save');
  const fromReview = new URL(request.url).searchParams.has('review');
  const here = href(portalPaths.draftPage, { draft, page }, { review: fromReview ? 1 : undefined });
  if (to.kind === 'later') return redirect(href(portalPaths.draftLater, { draft }));
  if (to.kind === 'stay' && issues.length === 0 && notices.length === 0 && unseen.length === 0) {
    return redirect(focus === undefined ? here : `${here}#${controlId(focus)}`);
  }
  // After a button inside the page nothing is complained about yet; what could not be taken (a file) is.
  const said =
    to.kind === 'stay' && unseen.length === 0
      ? issues.filter((one) => uploads.some((file) => file.name === one.path))
      : issues;
  if (to.kind === 'stay' || issues.length > 0) {
    return data<Shown>(
      { typed: open.typed, issues: said, notices, unseen },
      { status: said.length > 0 ? 422 : 200 },
    );
  }
  if (to.kind === 'review' || fromReview) return redirect(href(portalPaths.draftReview, { draft }));
  return redirect(href(portalPaths.draftPage, { draft, page: to.page }));
});

export default function DraftPage({ loaderData, actionData }: { loaderData: Data; actionData?: Shown }) {
  const { draft, page, form, context, savedAt } = loaderData;
  const { prefix } = useSite();
  const time = useClock();
  const issues = actionData?.issues ?? loaderData.issues;
  const address = (path: string) => `${prefix}${path}`;
  return (
    <FormFrame
      title={loaderData.title}
      over={<Run text={loaderData.procedure} />}
      back={loaderData.back}
      errors={issues.length}
    >
      <FormPage
        form={form}
        page={page}
        answers={loaderData.answers}
        typed={actionData?.typed ?? loaderData.typed}
        issues={issues}
        notices={actionData?.notices ?? loaderData.notices}
        unseen={actionData?.unseen}
        context={context}
        hidden={<Csrf />}
        autosaveHref={address(href(portalPaths.draftSave, { draft }, { page }))}
        lookupHref={address(portalPaths.postCode)}
        progress={loaderData.progress}
        savedAt={savedAt === null ? undefined : time(savedAt)}
        fileHref={(file) =>
          loaderData.unsettled[file.fileId] === undefined
            ? address(href(portalPaths.draftFile, { draft, file: file.fileId }))
            : null
        }
        later
      />
    </FormFrame>
  );
}
