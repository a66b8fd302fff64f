/** Correcting exactly what was sent back; everything else stands and is shown closed. */
import { data, redirect } from 'react-router';
import { correct, correctionNotes, openCorrection, type Unsettled } from '#core/applications.server';
import { type Answers, controlId, type Typed } from '#core/fields';
import { type Form, type FormContext, findField } from '#core/forms';
import { FormPage } from '#core/forms.view';
import { guardResident } from '#core/people.server';
import type { Issue } from '#kernel/errors';
import type { Picked } from '#kernel/localized';
import { pick } from '#kernel/localized';
import { must } from '#platform/http.server';
import { href, portalPaths } from '#ui/paths';
import { applicantScene, readPost, savePorts } from '../applicant-scene.server.ts';
import type { PageHandle } from '../page-handle.ts';
import { useDay, useSite, useT } from '../site-context.tsx';
import { Csrf } from '../views/csrf.tsx';
import { FormFrame } from '../views/form-frame.tsx';
import { Notice } from '../views/notice.tsx';
import { Run } from '../views/run.tsx';

export const handle = { permission: 'application.write', enhanced: true } satisfies PageHandle;

interface Data {
  application: string;
  procedure: Picked;
  phone: string;
  asked: { name: string; label: Picked; reason: string }[];
  message: string;
  answerBy: string | null;
  form: Form;
  page: string;
  answers: Answers;
  typed: Typed;
  context: FormContext;
  issues: Issue[];
  notices: Issue[];
  unsettled: Unsettled;
}
interface Shown {
  typed: Typed;
  issues: Issue[];
  notices: { path: string; message: string }[];
}

export const loader = guardResident(handle, async (scene): Promise<Data> => {
  const { params, info, touched } = scene;
  const applicant = await applicantScene(scene);
  const opened = await openCorrection(applicant, params.application ?? '');
  if (!opened.ok && opened.error.code === 'conflict')
    throw redirect(href(portalPaths.application, { application: params.application ?? '' }));
  const { application, procedure, form, page, answers, typed, context } = must(opened);
  const { issues, notices, unsettled } = await correctionNotes(applicant, must(opened));
  touched('application', [application.id], ['personal']);
  const correction = application.correction;
  return {
    application: application.id,
    procedure: pick(procedure.title, info.language),
    phone: procedure.contact.phone ?? '',
    asked: (correction?.fields ?? []).map(({ path, reason }) => {
      const found = findField(form, path);
      return {
        name: found?.name ?? path,
        label: found ? pick(found.field.label, info.language) : { text: path, lang: 'ja', fellBack: true },
        reason,
      };
    }),
    message: correction?.message ?? '',
    answerBy: correction?.answerBy ?? null,
    form,
    page,
    answers,
    typed,
    context,
    issues,
    notices,
    unsettled,
  };
});

export const action = guardResident(handle, async (scene) => {
  const { params, form, touched } = scene;
  const id = params.application ?? '';
  const outcome = await correct(await applicantScene(scene), id, await readPost(form), savePorts(scene));
  const to = { application: id };
  if (!outcome.ok && outcome.error.code === 'conflict') return redirect(href(portalPaths.application, to));
  const { kind, open, issues, notices, focus } = must(outcome);
  touched(
    'application',
    [id],
    ['personal'],
    kind === 'sent' ? 'application.correct' : 'application.correct.keep',
  );
  if (kind === 'sent') return redirect(href(portalPaths.application, to, { notice: 'corrected' }));
  if (kind === 'later') return redirect(href(portalPaths.application, to));
  if (issues.length === 0 && notices.length === 0) {
    const here = href(portalPaths.correction, to);
    return redirect(focus === undefined ? here : `${here}#${controlId(focus)}`);
  }
  return data<Shown>({ typed: open.typed, issues, notices }, { status: issues.length > 0 ? 422 : 200 });
});

export default function Correction({ loaderData, actionData }: { loaderData: Data; actionData?: Shown }) {
  const t = useT();
  const day = useDay();
  const { prefix } = useSite();
  const { application, asked, answerBy } = loaderData;
  const issues = actionData?.issues ?? [];
  return (
    <FormFrame
      title={t('correction.title')}
      over={<Run text={loaderData.procedure} />}
      back={href(portalPaths.application, { application })}
      errors={issues.length}
    >
      <Notice kind="warning" title={t('application.correction', { count: asked.length })}>
        <dl className="asked">
          {asked.map(({ name, label, reason }) => (
            <div key={name}>
              <dt>
                <a href={`#${controlId(name)}`}>
                  <Run text={label} />
                </a>
              </dt>
              <dd lang="ja">{reason}</dd>
            </div>
          ))}
        </dl>
        {loaderData.message !== '' && (
          <p className="letter-text" lang="ja">
            {loaderData.message}
          </p>
        )}
        {answerBy !== null && <p>{t('correction.until', { date: day(answerBy) })}</p>}
      </Notice>
      <FormPage
        form={loaderData.form}
        page={loaderData.page}
        answers={loaderData.answers}
        typed={actionData?.typed ?? loaderData.typed}
        issues={issues}
        notices={actionData?.notices ?? loaderData.notices}
        context={loaderData.context}
        hidden={<Csrf />}
        lookupHref={`${prefix}${portalPaths.postCode}`}
        fileHref={(file) =>
          loaderData.unsettled[file.fileId] === undefined
            ? `${prefix}${href(portalPaths.applicationFile, { application, file: file.fileId })}`
            : null
        }
        nextLabel={t('correction.submit')}
        later
      />
      <p>{t('error.call', { phone: loaderData.phone })}</p>
    </FormFrame>
  );
}
