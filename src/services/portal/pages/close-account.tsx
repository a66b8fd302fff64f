/** Ends the account. Drafts go, what was submitted stays where the law wants it; said before, in numbers. */
import { data } from 'react-router';
import { selectApplications, selectDrafts } from '#core/applications.server';
import { closeAccount } from '#core/people/accounts.server';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { portalPaths } from '#ui/paths';
import { endedCookie } from '../session.server.ts';
import { definitionsFor } from '../site.server.ts';
import { useT } from '../site-context.tsx';
import { Csrf } from '../views/csrf.tsx';
import { Form, Link } from '../views/link.tsx';
import { Notice } from '../views/notice.tsx';
import { Page } from '../views/page.tsx';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;
const acts = { permission: 'account.write' } satisfies RouteHandle<ResidentPermission>;

interface Data {
  signedIn: boolean;
  open: number;
  drafts: number;
}

const waiting = ['arrived', 'underReview', 'correctionAsked', 'corrected', 'visitAsked'];

export const loader = guardResident(handle, async ({ tx, info, actor }): Promise<Data> => {
  await definitionsFor(tx, info);
  if (actor.kind !== 'account') return { signedIn: false, open: 0, drafts: 0 };
  const applications = await selectApplications(tx, actor);
  const drafts = await selectDrafts(tx, actor);
  return {
    signedIn: true,
    open: applications.filter((one) => one.mine && waiting.includes(one.state)).length,
    drafts: drafts.filter((one) => one.mine).length,
  };
});

export const action = guardResident(acts, async ({ tx, actor, runtime, touched }) => {
  await closeAccount(tx, actor.id ?? '');
  touched('account', [actor.id ?? ''], [], 'account.close');
  return data({ done: true }, { headers: { 'set-cookie': endedCookie(runtime) } });
});

export default function CloseAccount({
  loaderData,
  actionData,
}: {
  loaderData: Data;
  actionData?: { done?: true };
}) {
  const t = useT();
  if (actionData?.done) {
    return (
      <Page title={t('account.close.title')}>
        <Notice kind="success" title={t('account.close.done')} />
        <p>
          <Link to={portalPaths.home}>{t('site.home')}</Link>
        </p>
      </Page>
    );
  }
  if (!loaderData.signedIn) {
    return (
      <Page title={t('account.close.title')}>
        <Link to={portalPaths.signIn}>{t('signIn.title')}</Link>
      </Page>
    );
  }
  return (
    <Page
      title={t('account.close.title')}
      lead={t('account.close.lead')}
      back={{ to: portalPaths.me, text: t('myPage.title') }}
    >
      {loaderData.open > 0 && (
        <Notice kind="warning" title={t('account.close.open', { count: loaderData.open })} />
      )}
      {loaderData.drafts > 0 && <p>{t('account.close.drafts', { count: loaderData.drafts })}</p>}
      <Form method="post" className="row">
        <Csrf />
        <button className="button button-danger" type="submit">
          {t('account.close.submit')}
        </button>
        <Link to={portalPaths.me}>{t('account.close.cancel')}</Link>
      </Form>
    </Page>
  );
}
