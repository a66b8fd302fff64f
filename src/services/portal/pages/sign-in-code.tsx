/**
 * Where the code is typed. The link in the mail opens this page with the code filled in; only the button consumes it, so a
 * scanner that opens links does no harm. Opened elsewhere than where it was asked for, it shows the code to type there.
 */
import { data, redirect } from 'react-router';
import { maskAddress, readAddress } from '#core/people/accounts';
import { attemptsPerCode, findWaitingCode, othersBegunHere, signIn } from '#core/people/accounts.server';
import { deviceOf, guardResident, notePortalDevice } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import { hashToken } from '#platform/crypto.server';
import type { RouteHandle } from '#platform/http';
import { portalPaths } from '#ui/paths';
import { askForCode } from '../ask-for-code.server.ts';
import { sessionCookie } from '../session.server.ts';
import { definitionsFor } from '../site.server.ts';
import { useSite, useT, useWord } from '../site-context.tsx';
import { Csrf } from '../views/csrf.tsx';
import { Form, Link } from '../views/link.tsx';
import { Notice } from '../views/notice.tsx';
import { Page } from '../views/page.tsx';
import { ErrorSummary, TextField } from '../views/text-field.tsx';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

interface Data {
  code: string;
  waiting: { address: string; bounced: boolean; left: number } | null;
  /** Begun in this browser without an account, perhaps by somebody else. */
  others: number;
}
interface Wrong {
  fault: string;
  field: 'code' | 'address';
  left?: number;
}

export const loader = guardResident(handle, async ({ tx, info, request, actor }): Promise<Data> => {
  await definitionsFor(tx, info);
  const given = new URL(request.url).searchParams.get('code') ?? '';
  const row = actor.sessionHash === null ? null : await findWaitingCode(tx, actor.sessionHash);
  return {
    code: /^\d{6}$/.test(given) ? given : '',
    others:
      row === null || actor.sessionHash === null || actor.kind === 'account'
        ? 0
        : await othersBegunHere(tx, actor.sessionHash, row.return_to),
    waiting: row && {
      address: maskAddress(row.kind, row.address),
      bounced: row.delivery === 'bounced',
      left: Math.max(0, attemptsPerCode - row.attempts),
    },
  };
});

export const action = guardResident(handle, async (scene) => {
  const { tx, runtime, actor, info, form, touched } = scene;
  if (form.has('address')) {
    const channel = readAddress(String(form.get('address')).slice(0, 320));
    if (typeof channel === 'string')
      return data<Wrong>({ fault: channel, field: 'address' }, { status: 422 });
    const row = actor.sessionHash === null ? null : await findWaitingCode(tx, actor.sessionHash);
    const asked = await askForCode(scene, channel, row?.return_to ?? '/');
    if (!asked.ok) return data<Wrong>({ fault: 'tooMany', field: 'address' }, { status: 429 });
    return redirect(portalPaths.signInCode, { headers: asked.value });
  }
  const result = await signIn(tx, runtime.keyring, actor, {
    code: String(form.get('code') ?? ''),
    language: info.language,
    takeOver: form.get('takeOver') === 'yes',
  });
  touched('account', result.ok ? [result.value.accountId] : [], [], result.ok ? 'sign-in' : 'sign-in.failed');
  if (!result.ok)
    return data<Wrong>(
      { fault: result.error.code === 'gone' ? 'codeGone' : 'code', field: 'code' },
      { status: 422 },
    );
  const { returnTo, token } = result.value;
  await notePortalDevice(tx, hashToken(token), deviceOf(scene.request.headers.get('user-agent')));
  return redirect(returnTo === '/' ? portalPaths.me : returnTo, {
    headers: { 'set-cookie': sessionCookie(runtime, token) },
  });
});

export default function SignInCode({
  loaderData: { code, waiting, others },
  actionData,
}: {
  loaderData: Data;
  actionData?: Wrong;
}) {
  const t = useT();
  const word = useWord();
  const { city } = useSite();
  const error = actionData && word('signIn.fault', actionData.fault);
  if (waiting === null) {
    return (
      <Page title={t('signIn.elsewhere.title')} errors={error ? 1 : 0}>
        {error && <Notice kind="error" title={error} />}
        {code !== '' && (
          <>
            <p className="lead">{t('signIn.elsewhere.lead')}</p>
            <p className="number">{code}</p>
          </>
        )}
        <p>
          <Link className={code === '' ? 'button button-primary' : undefined} to={portalPaths.signIn}>
            {t('signIn.again')}
          </Link>
        </p>
      </Page>
    );
  }
  return (
    <Page
      title={waiting.bounced ? t('signIn.bounced.title') : t('signIn.sent.title')}
      back={{ to: portalPaths.signIn }}
      lead={
        waiting.bounced
          ? t('signIn.bounced.lead', { address: waiting.address })
          : t('signIn.sent.lead', { address: waiting.address, digits: 6, minutes: 10 })
      }
      errors={error ? 1 : 0}
    >
      {error && actionData && <ErrorSummary errors={[{ name: actionData.field, text: error }]} />}
      {!waiting.bounced && (
        <Form method="post" className="stack" noValidate>
          <Csrf />
          <TextField
            name="code"
            label={t('signIn.code.label')}
            hint={t('signIn.code.hint', { left: waiting.left })}
            error={actionData?.field === 'code' ? error : undefined}
            defaultValue={code}
            className="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={20}
          />
          {others > 0 && (
            <fieldset className="form-group">
              <legend className="form-label">{t('signIn.takeOver.title')}</legend>
              <p className="hint">{t('signIn.takeOver.hint')}</p>
              <div className="form-options">
                <div className="form-option">
                  <input type="checkbox" id="takeOver" name="takeOver" value="yes" />
                  <label htmlFor="takeOver">{t('signIn.takeOver', { count: others })}</label>
                </div>
              </div>
            </fieldset>
          )}
          <button className="button button-primary" type="submit">
            {t('signIn.code.submit')}
          </button>
        </Form>
      )}
      <details className="more" open={waiting.bounced || actionData?.field === 'address'}>
        <summary>{t('signIn.notArrived.title')}</summary>
        <p>{t('signIn.notArrived')}</p>
        <Form method="post" className="stack" noValidate>
          <Csrf />
          <TextField
            name="address"
            label={t('signIn.address.label')}
            hint={t('signIn.address.hint')}
            error={actionData?.field === 'address' ? error : undefined}
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={320}
          />
          <button
            className={waiting.bounced ? 'button button-primary' : 'button button-secondary'}
            type="submit"
          >
            {t('signIn.resend')}
          </button>
        </Form>
        <p>{t('error.call', { phone: city.phone })}</p>
      </details>
    </Page>
  );
}
