/** One application: where it stands, what to do, letters, documents, what was sent. */
import { data, redirect } from 'react-router';
import type { Application, ApplicationDocument, ApplicationMessage } from '#core/applications';
import {
  applicantSeals,
  behaviourOf,
  chooseDelivery,
  findApplication,
  formContext,
  longestMessage,
  mayWithdraw,
  selectDocuments,
  selectEvents,
  selectMessages,
  sendMessage,
  type Unsettled,
  unsettledFiles,
} from '#core/applications.server';
import type { Answers } from '#core/fields';
import { type Evaluation, evaluateForm, type FormContext, type Form as FormDefinition } from '#core/forms';
import { ReviewList } from '#core/forms.view';
import { guardResident } from '#core/people.server';
import { applicationPlace, openAnswers } from '#core/sealing.server';
import type { Picked } from '#kernel/localized';
import { pick } from '#kernel/localized';
import { fail, ok } from '#kernel/result';
import { must } from '#platform/http.server';
import { href, portalPaths } from '#ui/paths';
import { applicantScene } from '../applicant-scene.server.ts';
import type { PageHandle } from '../page-handle.ts';
import { useDay, useMoment, useSite, useT } from '../site-context.tsx';
import { type TimelineStep, timeline } from '../timeline.ts';
import { Csrf } from '../views/csrf.tsx';
import { DeliveryChoice } from '../views/delivery-choice.tsx';
import { Documents } from '../views/documents.tsx';
import { Facts } from '../views/facts.tsx';
import { Letters } from '../views/letters.tsx';
import { Form, Link } from '../views/link.tsx';
import { Notice } from '../views/notice.tsx';
import { Page, Section } from '../views/page.tsx';
import { Timeline } from '../views/timeline.tsx';

export const handle = { permission: 'application.read', enhanced: true } satisfies PageHandle;
const acts = { permission: 'application.write' } satisfies PageHandle;

interface Data {
  application: Pick<
    Application,
    'id' | 'receiptNumber' | 'arrivedAt' | 'state' | 'dueOn' | 'counterCheck' | 'delivery'
  >;
  title: Picked;
  phone: string;
  correction: { message: string; answerBy: string | null; count: number } | null;
  steps: TimelineStep[];
  letters: ApplicationMessage[];
  documents: ApplicationDocument[];
  unsettled: Unsettled;
  sent: { form: FormDefinition; answers: Answers; evaluation: Evaluation; context: FormContext };
  mayWithdraw: boolean;
  hasDocuments: boolean;
  signedIn: boolean;
  notice: string | null;
}

export const loader = guardResident(handle, async (scene): Promise<Data> => {
  const { tx, actor, params, info, request, touched } = scene;
  const applicant = await applicantScene(scene);
  const found = await findApplication(tx, actor, params.application ?? '');
  const application = must(found === null ? fail('notFound') : ok(found));
  touched('application', [application.id], ['personal']);
  const { procedure, form } = behaviourOf(applicant.definitions, application);
  const at = applicationPlace(application.id, application.appId);
  const answers = await openAnswers(applicantSeals(applicant), at, application.answers);
  const events = await selectEvents(tx, application.id);
  const context = formContext(applicant);
  // Nothing of it can be changed here.
  const closed: FormDefinition = { ...form, editable: [] };
  const { id, receiptNumber, arrivedAt, state, dueOn, counterCheck, correction, delivery } = application;
  return {
    application: { id, receiptNumber, arrivedAt, state, dueOn, counterCheck, delivery },
    title: pick(procedure.title, info.language),
    phone: procedure.contact.phone ?? applicant.definitions.organisation(context.today).municipality.phone,
    correction: correction && {
      message: correction.message,
      answerBy: correction.answerBy,
      count: correction.fields.length,
    },
    steps: timeline(events, state),
    letters: await selectMessages(tx, id),
    documents: await selectDocuments(tx, id),
    unsettled: await unsettledFiles(tx, { application: id }),
    sent: { form: closed, answers, evaluation: evaluateForm(closed, answers, context), context },
    mayWithdraw: mayWithdraw(application),
    hasDocuments: Object.keys(procedure.documents).length > 0 && application.withdrawnAt === null,
    signedIn: actor.kind === 'account',
    notice: new URL(request.url).searchParams.get('notice'),
  };
});

/** A letter to the office, or how documents are to arrive. */
export const action = guardResident(acts, async ({ tx, actor, params, form, touched }) => {
  const id = params.application ?? '';
  if (form.get('intent') === 'delivery') {
    const chosen = await chooseDelivery(tx, actor, id, String(form.get('delivery') ?? ''));
    if (!chosen.ok && chosen.error.code === 'invalid')
      return data({ delivery: 'none' as const }, { status: 422 });
    must(chosen);
    touched('application', [id], ['personal'], 'application.delivery');
    return redirect(href(portalPaths.application, { application: id }, { notice: 'delivery' }));
  }
  const body = String(form.get('body') ?? '').slice(0, longestMessage * 2);
  const sent = await sendMessage(tx, actor, id, body);
  if (!sent.ok && sent.error.code === 'invalid') return data({ body }, { status: 422 });
  must(sent);
  touched('application', [id], ['personal'], 'application.message');
  return redirect(href(portalPaths.application, { application: id }, { notice: 'sent' }));
});

export default function ApplicationPage({
  loaderData,
  actionData,
}: {
  loaderData: Data;
  actionData?: { body?: string; delivery?: 'none' };
}) {
  const t = useT();
  const moment = useMoment();
  const day = useDay();
  const { prefix } = useSite();
  const { application, documents, signedIn } = loaderData;
  const to = { application: application.id };
  return (
    <Page
      title={loaderData.title.text}
      titleLang={loaderData.title.fellBack ? loaderData.title.lang : undefined}
      back={signedIn ? { to: portalPaths.me, text: t('myPage.title') } : undefined}
    >
      <AppNotice notice={loaderData.notice} />
      <Todo data={loaderData} />
      {documents.length > 0 && (
        <Section title={t('document.title')} id="documents">
          <Documents application={application.id} documents={documents} />
        </Section>
      )}
      {loaderData.hasDocuments && (
        <Section title={t('delivery.title')} id="delivery">
          <DeliveryChoice chosen={application.delivery} wrong={actionData?.delivery === 'none'} />
        </Section>
      )}
      <Section title={t('case.timeline')}>
        <Timeline steps={loaderData.steps} />
        {application.dueOn !== null && loaderData.mayWithdraw && (
          <p>{t('case.due', { date: day(application.dueOn) })}</p>
        )}
      </Section>
      <Section title={t('application.number')}>
        <Facts
          facts={[
            { term: t('receipt.number'), value: <span className="digits">{application.receiptNumber}</span> },
            { term: t('receipt.arrived'), value: moment(application.arrivedAt) },
          ]}
        />
        <p>
          <Link to={href(portalPaths.receipt, to)}>{t('application.receipt')}</Link>
        </p>
      </Section>
      <Section title={t('message.title')} id="messages">
        <Letters letters={loaderData.letters} wrong={actionData?.body} phone={loaderData.phone} />
      </Section>
      <details className="more">
        <summary>{t('case.answers')}</summary>
        <ReviewList
          {...loaderData.sent}
          reader={loaderData.sent.context}
          changeHref={() => ''}
          fileHref={(file) => `${prefix}${href(portalPaths.applicationFile, { ...to, file: file.fileId })}`}
          unsettled={loaderData.unsettled}
        />
      </details>
      {loaderData.mayWithdraw && (
        <p className="no-print">
          <Link to={href(portalPaths.withdraw, to)}>{t('withdraw.title')}</Link>
        </p>
      )}
      {!signedIn && (
        <Form method="post" action={portalPaths.signOut} className="no-print">
          <Csrf />
          <button className="button button-secondary" type="submit">
            {t('later.leave')}
          </button>
        </Form>
      )}
    </Page>
  );
}

function AppNotice({ notice }: { notice: string | null }) {
  const t = useT();
  if (notice === 'different') {
    return (
      <Notice kind="warning" title={t('receipt.changed.title')}>
        <p>{t('receipt.changed.lead')}</p>
      </Notice>
    );
  }
  if (notice === 'sent') return <Notice kind="success" title={t('message.sentDone')} />;
  if (notice === 'delivery') return <Notice kind="success" title={t('delivery.done')} />;
  if (notice === 'corrected') return <Notice kind="success" title={t('correction.done')} />;
  if (notice === 'withdrawn') return <Notice kind="success" title={t('withdraw.done')} />;
  return null;
}

/** The one thing the applicant has to do now, if any, before everything else. */
function Todo({ data: { application, correction } }: { data: Data }) {
  const t = useT();
  const day = useDay();
  const to = { application: application.id };
  if (correction !== null) {
    return (
      <Notice kind="warning" title={t('correction.title')}>
        <p>{t('application.correction', { count: correction.count })}</p>
        {correction.message !== '' && <p className="letter-text">{correction.message}</p>}
        {correction.answerBy !== null && <p>{t('correction.until', { date: day(correction.answerBy) })}</p>}
        <p className="act">
          <Link className="button button-primary" to={href(portalPaths.correction, to)}>
            {t('correction.start')}
          </Link>
        </p>
      </Notice>
    );
  }
  if (application.state === 'visitAsked' && application.counterCheck !== null) {
    const { yen, text } = application.counterCheck;
    return (
      <Notice kind="warning" title={t('application.visit')}>
        <p lang="ja">{text}</p>
        <p>{t('application.visit.bring')}</p>
        {yen > 0 && <p>{t('application.visit.fee', { yen: yen.toLocaleString('ja-JP') })}</p>}
      </Notice>
    );
  }
  return null;
}
