/** Going on later: in the account, or with number and secret on paper. */
import { redirect } from 'react-router';
import { deleteDraft, openDraft, paperSecretOf } from '#core/applications.server';
import { guardResident } from '#core/people.server';
import { tokyoDate } from '#kernel/dates';
import { appError } from '#kernel/errors';
import type { Picked } from '#kernel/localized';
import { pick } from '#kernel/localized';
import { must, Refusal } from '#platform/http.server';
import { href, portalPaths } from '#ui/paths';
import { applicantScene } from '../applicant-scene.server.ts';
import type { PageHandle } from '../page-handle.ts';
import { useDay, useMoment, useT } from '../site-context.tsx';
import { Csrf } from '../views/csrf.tsx';
import { Form, Link } from '../views/link.tsx';
import { Notice } from '../views/notice.tsx';
import { Page, Section } from '../views/page.tsx';
import { PaperNumber } from '../views/paper-number.tsx';
import { Run } from '../views/run.tsx';

export const handle = { permission: 'draft.write', enhanced: true } satisfies PageHandle;

interface Data {
  draft: string;
  title: Picked;
  number: string;
  secret: string | null;
  savedAt: Date;
  until: string;
  inAccount: boolean;
  signedIn: boolean;
}

export const loader = guardResident(handle, async (scene): Promise<Data> => {
  const { draft, procedure } = must(await openDraft(await applicantScene(scene), scene.params.draft ?? ''));
  if (draft.submittedAs !== null)
    throw redirect(href(portalPaths.application, { application: draft.submittedAs }));
  return {
    draft: draft.id,
    title: pick(procedure.title, scene.info.language),
    number: draft.number,
    secret: await paperSecretOf(scene.tx, scene.runtime.keyring, 'draft', draft.id),
    savedAt: draft.updatedAt,
    until: tokyoDate(draft.expiresAt),
    inAccount: draft.accountId !== null && draft.accountId === scene.actor.id,
    signedIn: scene.actor.kind === 'account',
  };
});

/** Throws the draft away. */
export const action = guardResident(handle, async (scene) => {
  const id = scene.params.draft ?? '';
  if (!(await deleteDraft(scene.tx, scene.actor, id))) throw new Refusal(appError('notFound'));
  scene.touched('draft', [id], [], 'draft.discard');
  return redirect(scene.actor.kind === 'account' ? portalPaths.me : portalPaths.home);
});

export default function DraftLater({ loaderData }: { loaderData: Data }) {
  const t = useT();
  const day = useDay();
  const moment = useMoment();
  const { draft, number, secret, inAccount, signedIn } = loaderData;
  const self = href(portalPaths.draftLater, { draft });
  return (
    <Page title={t('later.title')} over={<Run text={loaderData.title} />}>
      <Notice kind="success" title={t('form.saved', { time: moment(loaderData.savedAt) })}>
        <p>{t('later.until', { date: day(loaderData.until) })}</p>
      </Notice>
      {inAccount ? (
        <p className="lead">{t('later.account')}</p>
      ) : (
        <Section title={t('later.paper')}>
          <p>{t('later.paper.lead')}</p>
          <PaperNumber label={t('later.number')} number={number} secret={secret} />
        </Section>
      )}
      <p className="act no-print">
        <Link className="button button-primary" to={href(portalPaths.draft, { draft })}>
          {t('form.draft.continue')}
        </Link>
      </p>
      {!signedIn && (
        <Section title={t('later.signIn')}>
          <p>
            <Link to={href(portalPaths.signIn, undefined, { return: self })}>{t('start.signIn')}</Link>
          </p>
        </Section>
      )}
      <details className="more no-print">
        <summary>{t('form.draft.discard')}</summary>
        <p>{t('form.draft.discard.confirm', { procedure: loaderData.title.text })}</p>
        <Form method="post">
          <Csrf />
          <button className="button button-danger" type="submit">
            {t('form.draft.discard')}
          </button>
        </Form>
      </details>
      {!signedIn && (
        <Form method="post" action={portalPaths.signOut} className="no-print">
          <Csrf />
          <p>{t('later.shared')}</p>
          <button className="button button-secondary" type="submit">
            {t('later.leave')}
          </button>
        </Form>
      )}
    </Page>
  );
}
