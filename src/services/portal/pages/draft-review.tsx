/** Everything once more before it is sent; each answer with a way back. Sending is a button with a key: repeats are the same. */
import { data, redirect } from 'react-router';
import { bodyOf, fileNotes, openDraft, submit, type Unsettled } from '#core/applications.server';
import { type Answers, controlId } from '#core/fields';
import {
  checkAll,
  type Evaluation,
  type FormContext,
  type Form as FormDefinition,
  type Progress,
  pageOf,
  previousPage,
  progress,
} from '#core/forms';
import { ReviewList } from '#core/forms.view';
import { guardResident } from '#core/people.server';
import type { Picked } from '#kernel/localized';
import { pick } from '#kernel/localized';
import { must } from '#platform/http.server';
import { href, portalPaths } from '#ui/paths';
import { applicantScene } from '../applicant-scene.server.ts';
import type { PageHandle } from '../page-handle.ts';
import { useSite, useT } from '../site-context.tsx';
import { Csrf } from '../views/csrf.tsx';
import { Form, Link } from '../views/link.tsx';
import { Notice } from '../views/notice.tsx';
import { Page } from '../views/page.tsx';
import { FormProgress } from '../views/progress.tsx';
import { Run } from '../views/run.tsx';

export const handle = { permission: 'draft.write', enhanced: true } satisfies PageHandle;

interface Data {
  draft: string;
  title: Picked;
  kind: string;
  body: string;
  form: FormDefinition;
  answers: Answers;
  evaluation: Evaluation;
  context: FormContext;
  missing: { page: string; name: string; message: string }[];
  progress: Progress;
  unsettled: Unsettled;
  back: string | null;
  signedIn: boolean;
  needsProof: boolean;
}
interface Refused {
  kind: 'changed' | 'closed' | 'incomplete';
}

export const loader = guardResident(handle, async (scene): Promise<Data> => {
  const applicant = await applicantScene(scene);
  const open = must(await openDraft(applicant, scene.params.draft ?? ''));
  const { draft, form, procedure, evaluation, context } = open;
  if (draft.submittedAs !== null)
    throw redirect(href(portalPaths.application, { application: draft.submittedAs }));
  scene.touched('draft', [draft.id], ['personal']);
  const notes = await fileNotes(scene.tx, { draft: draft.id }, form, open.answers, context);
  return {
    draft: draft.id,
    title: pick(procedure.title, scene.info.language),
    kind: procedure.procedureKind,
    body: bodyOf(applicant, open).hash,
    form,
    answers: open.answers,
    evaluation,
    context,
    missing: [
      ...checkAll(form, open.answers, context),
      ...notes.issues.map((one) => ({ ...one, page: pageOf(form, one.path) ?? '' })),
    ].map(({ page, path, message }) => ({ page, name: path, message })),
    unsettled: notes.unsettled,
    progress: progress(form, evaluation, null),
    back: previousPage(form, evaluation, null),
    signedIn: scene.actor.kind === 'account',
    needsProof: procedure.assurance === 'mail' && scene.actor.kind !== 'account',
  };
});

export const action = guardResident(handle, async (scene) => {
  const applicant = await applicantScene(scene);
  const id = scene.params.draft ?? '';
  const sent = must(await submit(applicant, id, String(scene.form.get('body') ?? '')));
  if (sent.kind === 'arrived') {
    scene.touched(
      'application',
      [sent.applicationId],
      ['personal'],
      sent.again ? 'application.repeat' : 'application.submit',
    );
    return redirect(
      href(portalPaths.receipt, { application: sent.applicationId }, sent.again ? { again: 1 } : undefined),
    );
  }
  if (sent.kind === 'different') {
    return redirect(
      href(portalPaths.application, { application: sent.applicationId }, { notice: 'different' }),
    );
  }
  return data<Refused>({ kind: sent.kind }, { status: sent.kind === 'closed' ? 410 : 422 });
});

export default function DraftReview({ loaderData, actionData }: { loaderData: Data; actionData?: Refused }) {
  const t = useT();
  const { prefix } = useSite();
  const { draft, missing, needsProof } = loaderData;
  const page = (id: string) => href(portalPaths.draftPage, { draft, page: id }, { review: 1 });
  const complete = missing.length === 0;
  return (
    <Page
      title={t('form.review.title')}
      over={<Run text={loaderData.title} />}
      lead={complete ? t('form.review.lead') : undefined}
      back={
        loaderData.back === null
          ? undefined
          : { to: href(portalPaths.draftPage, { draft, page: loaderData.back }), text: t('form.back') }
      }
    >
      <FormProgress progress={loaderData.progress} />
      {actionData?.kind === 'changed' && <Notice kind="warning" title={t('review.changed')} />}
      {actionData?.kind === 'closed' && (
        <Notice kind="error" title={t('review.closed')}>
          <p>{t('review.closed.kept')}</p>
        </Notice>
      )}
      {!complete && (
        <Notice kind="warning" title={t('review.missing', { count: missing.length })}>
          <ul>
            {missing.map((one) => (
              <li key={one.name}>
                <Link to={`${page(one.page)}#${controlId(one.name)}`}>{one.message}</Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <ReviewList
        form={loaderData.form}
        answers={loaderData.answers}
        evaluation={loaderData.evaluation}
        reader={loaderData.context}
        changeHref={(id, control) => `${prefix}${page(id)}#${controlId(control)}`}
        fileHref={(file) => `${prefix}${href(portalPaths.draftFile, { draft, file: file.fileId })}`}
        unsettled={loaderData.unsettled}
      />
      {complete && (
        <Form method="post" className="stack">
          <Csrf />
          <input type="hidden" name="body" value={loaderData.body} />
          {needsProof ? (
            <>
              <Notice kind="info" title={t('review.proof')}>
                <p>{t('review.proof.lead')}</p>
              </Notice>
              <p className="act">
                <Link
                  className="button button-primary button-large"
                  to={href(portalPaths.signIn, undefined, {
                    return: href(portalPaths.draftReview, { draft }),
                  })}
                >
                  {t('review.proof.signIn')}
                </Link>
              </p>
              <p>{t('review.proof.none')}</p>
              <button className="button button-secondary" type="submit" data-once="">
                {t('review.proof.without')}
              </button>
            </>
          ) : (
            <button className="button button-primary button-large" type="submit" data-once="">
              {t('form.submit')}
            </button>
          )}
        </Form>
      )}
      <p>
        <Link to={href(portalPaths.draftLater, { draft })}>{t('form.save')}</Link>
      </p>
    </Page>
  );
}
