/** My page: what is to be done, what was begun, what was sent, what came. */

import {
  type ApplicationLine,
  type DraftLine,
  selectApplications,
  selectDrafts,
} from '#core/applications.server';
import { maskAddress } from '#core/people/accounts';
import { selectChannels, selectHeld } from '#core/people/accounts.server';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import type { Picked } from '#kernel/localized';
import type { RouteHandle } from '#platform/http';
import { href, portalPaths } from '#ui/paths';
import { titleOf } from '../names.server.ts';
import { definitionsFor } from '../site.server.ts';
import { useDay, useMoment, useT, useWord } from '../site-context.tsx';
import { Csrf } from '../views/csrf.tsx';
import { Facts } from '../views/facts.tsx';
import { Form, Link } from '../views/link.tsx';
import { Page, Section } from '../views/page.tsx';
import { Run } from '../views/run.tsx';

export const handle = { permission: 'account.read' } satisfies RouteHandle<ResidentPermission>;

interface Data {
  applications: (ApplicationLine & { title: Picked })[];
  drafts: (DraftLine & { title: Picked })[];
  channels: { kind: 'mail' | 'phone'; masked: string; bounced: boolean }[];
  asked: number;
}

export const loader = guardResident(handle, async ({ tx, info, actor, touched }): Promise<Data> => {
  const definitions = await definitionsFor(tx, info);
  const applications = await selectApplications(tx, actor);
  const drafts = await selectDrafts(tx, actor);
  const channels = await selectChannels(tx, actor.id ?? '');
  const held = await selectHeld(tx, actor.id ?? '');
  touched(
    'application',
    applications.map((one) => one.id),
    ['internal'],
  );
  const title = (one: { procedureId: string; procedureVersion: number }) =>
    titleOf(definitions, one.procedureId, one.procedureVersion, info.language);
  return {
    applications: applications.map((one) => ({ ...one, title: title(one) })),
    drafts: drafts.map((one) => ({ ...one, title: title(one) })),
    channels: channels.map(({ kind, address, bounced }) => ({
      kind,
      masked: maskAddress(kind, address),
      bounced,
    })),
    asked: held.filter((one) => one.state === 'asked').length,
  };
});

export default function Me({ loaderData: { applications, drafts, channels, asked } }: { loaderData: Data }) {
  const t = useT();
  const day = useDay();
  const moment = useMoment();
  const todo = applications.filter(
    (one) => one.state === 'correctionAsked' || one.state === 'visitAsked' || one.unopened > 0,
  );
  return (
    <Page title={t('myPage.title')}>
      <Section title={t('myPage.todo')}>
        {todo.length === 0 && asked === 0 && <p>{t('myPage.todo.none')}</p>}
        <ul className="links">
          {todo.map((one) => (
            <li key={one.id}>
              <Link to={href(portalPaths.application, { application: one.id })}>
                <Todo line={one} />
              </Link>
              <p>
                <Run text={one.title} />
              </p>
            </li>
          ))}
          {asked > 0 && (
            <li>
              <Link to={portalPaths.proxies}>{t('proxy.askedOfYou', { count: asked })}</Link>
            </li>
          )}
        </ul>
      </Section>
      {drafts.length > 0 && (
        <Section title={t('myPage.drafts')}>
          <ul className="links">
            {drafts.map((one) => (
              <li key={one.id}>
                <Link to={href(portalPaths.draft, { draft: one.id })}>
                  <Run text={one.title} />
                </Link>
                <p>
                  {t('draft.keptUntil', {
                    saved: moment(one.updatedAt),
                    until: day(tokyoDate(one.expiresAt)),
                  })}
                  {!one.mine && <> {t('proxy.forOther')}</>}
                </p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('myPage.cases')}>
        {applications.length === 0 ? <p>{t('myPage.cases.none')}</p> : <Applications lines={applications} />}
      </Section>
      <Section title={t('account.title')}>
        <Facts
          facts={channels.map((one) => ({
            term: t(one.kind === 'mail' ? 'account.mail' : 'account.phone'),
            value: one.bounced ? t('message.channel.broken', { address: one.masked }) : one.masked,
          }))}
        />
        <ul className="links">
          <li>
            <Link to={portalPaths.proxies}>{t('proxy.title')}</Link>
          </li>
          <li>
            <Link to={portalPaths.ownSessions}>{t('sessions.title')}</Link>
          </li>
          <li>
            <Link to={portalPaths.closeAccount}>{t('account.close.title')}</Link>
          </li>
        </ul>
        <Form method="post" action={portalPaths.signOut}>
          <Csrf />
          <button className="button button-secondary" type="submit">
            {t('signIn.out')}
          </button>
        </Form>
      </Section>
    </Page>
  );
}

function Todo({ line }: { line: Data['applications'][number] }) {
  const t = useT();
  const word = useWord();
  return (
    <>
      {line.unopened > 0 && line.state !== 'correctionAsked'
        ? t('myPage.unopened')
        : word('case.state', line.state)}
    </>
  );
}

function Applications({ lines }: { lines: Data['applications'] }) {
  const t = useT();
  const word = useWord();
  const moment = useMoment();
  return (
    <ul className="links">
      {lines.map((one) => (
        <li key={one.id}>
          <Link to={href(portalPaths.application, { application: one.id })}>
            <Run text={one.title} />
          </Link>
          <p>
            <b className="state">{word('case.state', one.state)}</b> {moment(one.stateAt)}
          </p>
          <p className="quiet">
            {t('receipt.number')} <span className="digits">{one.receiptNumber}</span>
            {!one.mine && <> {t('proxy.forOther')}</>}
          </p>
        </li>
      ))}
    </ul>
  );
}
