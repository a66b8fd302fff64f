/** After a first password: its owner makes a password of their own, types it once, and the sign-in goes on. */
import { data, Form, redirect, useActionData } from 'react-router';
import { acceptNewPassword, guardStaff, replaceFirstPassword } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, Field, Page, Submit } from '#ui/staff';
import { land } from '../land.server.ts';
import { NewPassword } from '../views/new-password.tsx';

export const handle = { permission: 'session.start', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor }) => {
  if (actor.stage !== 'new-password') throw redirect(staffPaths.signIn);
  return {};
});

export const action = guardStaff(handle, async ({ actor, tx, runtime, form, request, touched }) => {
  if (actor.sessionHash === null || actor.stage !== 'new-password') throw redirect(staffPaths.signIn);
  if (form.get('intent') === 'make') {
    const made = await replaceFirstPassword(tx, actor.sessionHash);
    if (!made.ok) throw redirect(staffPaths.signIn);
    touched('account', [], [], 'account.changePassword');
    return data({ password: made.value.password, made: true, message: undefined });
  }
  const typed = String(form.get('password') ?? '');
  const accepted = await acceptNewPassword(tx, runtime.keyring, actor.sessionHash, typed);
  touched(
    'account',
    accepted.ok ? [accepted.value.staffId] : [],
    [],
    accepted.ok ? 'sign-in.password' : 'sign-in.password.failed',
  );
  if (!accepted.ok)
    return data(
      { password: null, made: true, message: sentenceOf(accepted.error) },
      { status: statusOf(accepted.error) },
    );
  const { session, staffId, returnTo } = accepted.value;
  throw await land({ tx, runtime, request }, session, staffId, returnTo);
});

export default function SignInNewPassword() {
  const result = useActionData<typeof action>();
  return (
    <div className="narrow page">
      <Page
        title="あなたのパスワードを作ります"
        crumbs={[{ to: staffPaths.signIn, text: 'サインイン' }]}
        errors={result?.message === undefined ? 0 : 1}
      >
        <ErrorSummary message={result?.message} />
        {result?.password != null && <NewPassword password={result.password} />}
        {result?.made === true && (
          <Form method="post" className="spaced">
            <Csrf />
            <Field label="新しいパスワード" help="控えたとおりに入れてください。">
              <input id="password" type="password" name="password" autoComplete="new-password" required />
            </Field>
            <Submit name="intent" value="go">
              このパスワードで始める
            </Submit>
          </Form>
        )}
        <Form method="post" className="spaced">
          <Csrf />
          {result?.made !== true && (
            <p className="before-fields">
              いま使ったパスワードは、渡した人も知っています。あなただけが知るパスワードに替えてください。推測できない16文字を、こちらで作ります。
            </p>
          )}
          <Submit name="intent" value="make" kind={result?.made === true ? 'plain' : 'primary'}>
            {result?.made === true ? 'もう一度作る' : '新しいパスワードを作る'}
          </Submit>
        </Form>
      </Page>
    </div>
  );
}
