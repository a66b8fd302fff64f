/** Proving again who one is, before a way to sign in is changed or a sign-in elsewhere is ended. */
import type { AuthenticationResponseJSON } from '@simplewebauthn/browser';
import { data, Form, redirect, useActionData, useLoaderData } from 'react-router';
import {
  confirmAs,
  confirmLocally,
  guardStaff,
  type NewSession,
  passkeyOptions,
  selectCredentials,
  verifyPasskey,
} from '#core/people.server';
import type { StaffActor, StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { Result } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import type { Scene } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, Field, Page, Submit } from '#ui/staff';
import { demoPeople } from '../demo.server.ts';
import { sessionCookie } from '../land.server.ts';
import { passkeyResponse, passkeySite } from '../passkey-site.server.ts';
import { safeReturn } from '../return-path.ts';
import { selectLogin } from '../roster.sql.ts';
import { PasskeySignIn } from '../views/passkey-sign-in.tsx';

export const handle = { permission: 'account.self', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, runtime, info, request }) => {
  const asked = new URL(request.url).searchParams;
  const kinds = new Set((await selectCredentials(tx, actor.id!)).map((one) => one.kind));
  const login = await selectLogin(tx, actor.id!);
  const demo = await demoPeople(tx, runtime, info);
  return {
    login,
    returnTo: returnOf(asked.get('return')),
    failedBefore: asked.get('failed') === 'sso',
    passkey: kinds.has('passkey'),
    local: kinds.has('password') && kinds.has('totp'),
    singleSignOn: kinds.has('oidc') && runtime.config.OIDC_ISSUER !== undefined,
    demo:
      demo === null
        ? null
        : { password: demo.password, code: demo.people.find((one) => one.login === login)?.code ?? '' },
  };
});

export const action = guardStaff(handle, async (scene) => {
  const { actor, tx, runtime, info, form, touched } = scene;
  const sessionHash = actor.sessionHash!;
  if (form.get('intent') === 'options')
    return data({ options: await passkeyOptions(tx, await passkeySite(tx, runtime, info), sessionHash) });
  const confirmed = form.get('intent') === 'verify' ? await byPasskey(scene) : await byPassword(scene);
  touched('account', [actor.id!], [], confirmed.ok ? 'account.confirm' : 'account.confirm.failed');
  // Returned, not thrown: the count of tries must stay.
  if (!confirmed.ok)
    return data({ message: sentenceOf(confirmed.error) }, { status: statusOf(confirmed.error) });
  throw redirect(returnOf(form.get('return')), {
    status: 303,
    headers: sessionCookie(runtime, confirmed.value),
  });
});

async function byPasskey({ actor, tx, runtime, info, form }: Scene<StaffActor>): Promise<Result<NewSession>> {
  const site = await passkeySite(tx, runtime, info);
  const response = passkeyResponse<AuthenticationResponseJSON>(form);
  const verified = await verifyPasskey(tx, site, actor.sessionHash!, response);
  return verified.ok ? confirmAs(tx, actor.sessionHash!, verified.value.staffId) : verified;
}

function byPassword({ actor, tx, runtime, info, form }: Scene<StaffActor>): Promise<Result<NewSession>> {
  return confirmLocally(tx, runtime.keyring, {
    sessionHash: actor.sessionHash!,
    password: String(form.get('password') ?? ''),
    code: String(form.get('code') ?? ''),
    municipality: info.municipality,
    now: Date.now(),
  });
}

/** Back to the settings that asked, nowhere else. */
function returnOf(given: FormDataEntryValue | null): string {
  const path = safeReturn(typeof given === 'string' ? given : null);
  return path === staffPaths.accountPassword ? path : staffPaths.account;
}

export default function AccountConfirm() {
  const { login, returnTo, failedBefore, passkey, local, singleSignOn, demo } =
    useLoaderData<typeof loader>();
  const result = useActionData<typeof action>() as { message?: string } | undefined;
  const message =
    result?.message ?? (failedBefore ? 'シングルサインオンで確かめられませんでした。' : undefined);
  return (
    <div className="narrow page">
      <Page
        title="もう一度、本人確認をします"
        crumbs={[
          { to: staffPaths.home, text: 'ホーム' },
          { to: staffPaths.account, text: 'サインインの設定' },
        ]}
        crumb="本人確認"
        errors={message === undefined ? 0 : 1}
      >
        <ErrorSummary message={message} />
        <p>
          サインインのしかたを変えるのは、ご本人だけです。席を離れたすきに、ほかの人に変えられないように確かめます。確かめてから5分間、変更できます。
        </p>
        {passkey && (
          <PasskeySignIn returnTo={returnTo} action={staffPaths.accountConfirm}>
            パスキーで確かめる
          </PasskeySignIn>
        )}
        {singleSignOn && (
          <p className="button-row">
            <a
              className="button button-plain"
              href={href(staffPaths.singleSignOn, undefined, { confirm: 1, return: returnTo })}
            >
              庁内のシングルサインオンで確かめる
            </a>
          </p>
        )}
        {local && (
          <>
            {(passkey || singleSignOn) && <h2 className="or">パスワードと確認コードで確かめる</h2>}
            {demo !== null && (
              <p className="quiet spaced">
                デモでは、パスワードは <code>{demo.password}</code>、いまの確認コードは{' '}
                <code>{demo.code}</code> です。
              </p>
            )}
            <Form method="post" className="spaced">
              <Csrf />
              <input type="hidden" name="return" value={returnTo} />
              <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
              <Field label="パスワード">
                <input
                  id="password"
                  type="password"
                  name="password"
                  autoComplete="current-password"
                  required
                />
              </Field>
              <Field
                label="確認コード（6桁）"
                help="認証アプリに、いま出ている数字です。サインインに使った数字は、もう使えません。"
              >
                <input
                  id="code"
                  type="text"
                  name="code"
                  className="short"
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  required
                />
              </Field>
              <Submit kind={passkey ? 'plain' : 'primary'}>確かめる</Submit>
            </Form>
          </>
        )}
        {!passkey && !local && !singleSignOn && (
          <p className="empty">
            この画面で確かめられる方法が登録されていません。情報政策の担当に、サインインのしかたの登録を頼んでください。
          </p>
        )}
      </Page>
    </div>
  );
}
