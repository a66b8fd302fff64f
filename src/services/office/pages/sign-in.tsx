/** Sign-in: passkey, or login name and password, or single sign-on. The demo says who one can be. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import { checkPassword, guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, Field, KeptForm, Page, Submit } from '#ui/staff';
import { demoPeople } from '../demo.server.ts';
import { sessionCookie } from '../land.server.ts';
import { safeReturn } from '../return-path.ts';
import { DemoPanel } from '../views/demo-panel.tsx';
import { PasskeySignIn } from '../views/passkey-sign-in.tsx';

export const handle = { permission: 'session.start', script: true } satisfies RouteHandle<StaffPermission>;

const failures = new Map([
  ['sso', 'シングルサインオンでサインインできませんでした。パスキーかパスワードでサインインしてください。'],
  [
    'passkey',
    'このパスキーではサインインできませんでした。もう一度押すか、パスワードでサインインしてください。',
  ],
]);

export const loader = guardStaff(handle, async ({ actor, tx, runtime, info, request }) => {
  const returnTo = safeReturn(new URL(request.url).searchParams.get('return'));
  if (actor.stage === 'full') throw redirect(returnTo);
  const failedBefore = failures.get(new URL(request.url).searchParams.get('failed') ?? '');
  return {
    returnTo,
    failedBefore,
    singleSignOn: runtime.config.OIDC_ISSUER !== undefined,
    demo: await demoPeople(tx, runtime, info),
  };
});

export const action = guardStaff(handle, async ({ actor, tx, runtime, info, form, touched }) => {
  const login = String(form.get('login') ?? '')
    .trim()
    .normalize('NFKC')
    .toLowerCase();
  const returnTo = safeReturn(String(form.get('return') ?? '/'));
  const checked = await checkPassword(tx, runtime.keyring, {
    login,
    password: String(form.get('password') ?? ''),
    network: info.ip,
    returnTo,
    oldHash: actor.sessionHash,
  });
  touched('account', [], [], checked.ok ? 'sign-in.password' : 'sign-in.password.failed');
  // Returned, not thrown: the count of tries must stay.
  if (!checked.ok)
    return data({ login, message: sentenceOf(checked.error) }, { status: statusOf(checked.error) });
  throw redirect(staffPaths.signInCode, { status: 303, headers: sessionCookie(runtime, checked.value) });
});

export default function SignIn() {
  const { returnTo, singleSignOn, demo, failedBefore } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <div className={demo === null ? 'narrow page' : 'sign-in-demo'}>
      <Page title="職員のサインイン" errors={failed ? 1 : 0} wide>
        <div className={demo === null ? undefined : 'sign-in-grid'}>
          <div className="sign-in-form">
            <ErrorSummary message={failed?.message ?? failedBefore} />
            <PasskeySignIn returnTo={returnTo} />
            {singleSignOn && (
              <p className="button-row">
                <a
                  className="button button-plain"
                  href={`${staffPaths.singleSignOn}?return=${encodeURIComponent(returnTo)}`}
                >
                  庁内のシングルサインオンでサインイン
                </a>
              </p>
            )}
            <h2 className="or">ログイン名とパスワードでサインイン</h2>
            <KeptForm name="password">
              <Csrf />
              <input type="hidden" name="return" value={returnTo} />
              <Field label="ログイン名">
                <input
                  id="login"
                  type="text"
                  name="login"
                  autoComplete="username"
                  autoCapitalize="none"
                  spellCheck={false}
                  required
                  defaultValue={failed?.login}
                />
              </Field>
              <Field label="パスワード">
                <input
                  id="password"
                  type="password"
                  name="password"
                  autoComplete="current-password"
                  required
                />
              </Field>
              <Submit kind="plain">次へ（確認コードの入力）</Submit>
            </KeptForm>
          </div>
          {demo && <DemoPanel {...demo} returnTo={returnTo} />}
        </div>
      </Page>
    </div>
  );
}
