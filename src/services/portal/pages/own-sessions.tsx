/** Where the account is signed in. To end one, the person has signed in a moment ago: a code to their own address. */
import { redirect } from 'react-router';
import { maskAddress, readAddress } from '#core/people/accounts';
import { selectChannels } from '#core/people/accounts.server';
import {
  endAccountSessions,
  guardResident,
  type OwnSession,
  selectAccountSessions,
  signedInJustNow,
} from '#core/people.server';
import type { ResidentActor, ResidentPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import type { Scene } from '#platform/http.server';
import { href, portalPaths } from '#ui/paths';
import { askForCode } from '../ask-for-code.server.ts';
import { definitionsFor } from '../site.server.ts';
import { useMoment, useT, useWord } from '../site-context.tsx';
import { Csrf } from '../views/csrf.tsx';
import { Form } from '../views/link.tsx';
import { Notice } from '../views/notice.tsx';
import { Page } from '../views/page.tsx';

export const handle = { permission: 'account.read' } satisfies RouteHandle<ResidentPermission>;
const acts = { permission: 'account.write' } satisfies RouteHandle<ResidentPermission>;

interface Data {
  sessions: OwnSession[];
  mayEnd: boolean;
  ended: boolean;
  tooMany: boolean;
  /** Where a new code can go. */
  channels: string[];
}

export const loader = guardResident(handle, async ({ tx, info, actor, request }): Promise<Data> => {
  await definitionsFor(tx, info);
  const hash = actor.sessionHash ?? '';
  const done = new URL(request.url).searchParams.get('done');
  return {
    sessions: await selectAccountSessions(tx, actor.id ?? '', hash),
    mayEnd: await signedInJustNow(tx, hash),
    channels: (await selectChannels(tx, actor.id ?? '')).map((one) => maskAddress(one.kind, one.address)),
    ended: done === 'ended',
    tooMany: done === 'tooMany',
  };
});

export const action = guardResident(acts, async (scene) => {
  const { tx, actor, form, touched } = scene;
  const hash = actor.sessionHash ?? '';
  if (form.has('channel')) return sendCode(scene, Number(form.get('channel')));
  if (!(await signedInJustNow(tx, hash))) return redirect(portalPaths.ownSessions);
  const id = form.get('session');
  touched('account', [actor.id ?? ''], [], 'account.endSessions');
  await endAccountSessions(tx, actor.id ?? '', id === null ? { butHash: hash } : { id: String(id) });
  return redirect(href(portalPaths.ownSessions, undefined, { done: 'ended' }));
});

/** A code to an address of this account, and back here with it. */
async function sendCode(scene: Scene<ResidentActor>, index: number): Promise<Response> {
  const chosen = (await selectChannels(scene.tx, scene.actor.id ?? ''))[index];
  const channel = readAddress(chosen?.address ?? '');
  if (typeof channel === 'string') return redirect(portalPaths.ownSessions);
  const asked = await askForCode(scene, channel, portalPaths.ownSessions);
  return asked.ok
    ? redirect(portalPaths.signInCode, { headers: asked.value })
    : redirect(href(portalPaths.ownSessions, undefined, { done: 'tooMany' }));
}

export default function OwnSessions({
  loaderData: { sessions, mayEnd, ended, tooMany, channels },
}: {
  loaderData: Data;
}) {
  const t = useT();
  const word = useWord();
  const others = sessions.filter((one) => !one.here);
  return (
    <Page
      title={t('sessions.title')}
      lead={t('sessions.lead')}
      back={{ to: portalPaths.me, text: t('myPage.title') }}
    >
      {tooMany && <Notice kind="error" title={word('signIn.fault', 'tooMany')} />}
      {ended && <Notice kind="success" title={t('sessions.ended')} />}
      <ul className="links">
        {sessions.map((one) => (
          <Session key={one.id} session={one} mayEnd={mayEnd && !one.here} />
        ))}
      </ul>
      {others.length === 0 && <p>{t('sessions.only')}</p>}
      {others.length > 1 && mayEnd && (
        <Form method="post">
          <Csrf />
          <button className="button button-secondary" type="submit">
            {t('sessions.endOthers', { count: others.length })}
          </button>
        </Form>
      )}
      {others.length > 0 && !mayEnd && (
        <>
          <Notice kind="info" title={t('sessions.again.title')}>
            <p>{t('sessions.again')}</p>
          </Notice>
          <Form method="post" className="stack">
            <Csrf />
            {channels.map((address, index) => (
              <button
                key={address}
                className="button button-secondary"
                type="submit"
                name="channel"
                value={index}
              >
                {t('sessions.again.submit', { address })}
              </button>
            ))}
          </Form>
        </>
      )}
    </Page>
  );
}

function Session({ session, mayEnd }: { session: OwnSession; mayEnd: boolean }) {
  const t = useT();
  const moment = useMoment();
  const device = session.device === '' ? t('sessions.unknown') : session.device;
  return (
    <li>
      <p>
        <b>{device}</b> {session.here && <span className="quiet">{t('sessions.here')}</span>}
      </p>
      <p className="quiet">
        {t('sessions.since', { moment: moment(session.since) })}
        <br />
        {t('sessions.seen', { moment: moment(session.seen) })}
      </p>
      {mayEnd && (
        <Form method="post">
          <Csrf />
          <input type="hidden" name="session" value={session.id} />
          <button className="button button-secondary" type="submit">
            {t('sessions.end')}
            <span className="visually-hidden">
              {' '}
              {device} {moment(session.since)}
            </span>
          </button>
        </Form>
      )}
    </li>
  );
}
