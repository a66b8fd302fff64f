/** A new password for oneself: made here, shown once, after proving who one is and the present one. */
import { data, Form, Link, redirect, useActionData } from 'react-router';
import { changePassword, guardStaff, isConfirmed, selectCredentials } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, Field, Page, Submit } from '#ui/staff';
import { NewPassword } from '../views/new-password.tsx';

export const handle = { permission: 'account.self', script: true } satisfies RouteHandle<StaffPermission>;

const toConfirm = () =>
  redirect(href(staffPaths.accountConfirm, undefined, { return: staffPaths.accountPassword }), {
    status: 303,
  });

export const loader = guardStaff(handle, async ({ actor, tx }) => {
  const credentials = await selectCredentials(tx, actor.id!);
  // Who signs in without one has none to change.
  if (!credentials.some((one) => one.kind === 'password')) throw redirect(staffPaths.account);
  if (!(await isConfirmed(tx, actor.sessionHash!))) throw toConfirm();
  return {};
});

export const action = guardStaff(handle, async ({ actor, tx, runtime, form, touched }) => {
  const sessionHash = actor.sessionHash!;
  if (!(await isConfirmed(tx, sessionHash))) throw toConfirm();
  const made = await changePassword(tx, runtime.keyring, {
    staffId: actor.id!,
    sessionHash,
    present: String(form.get('password') ?? ''),
  });
  touched('account', [actor.id!], [], made.ok ? 'account.changePassword' : 'account.confirm.failed');
  if (!made.ok)
    return data({ password: null, message: sentenceOf(made.error) }, { status: statusOf(made.error) });
  return data({ password: made.value.password, message: undefined });
});

export default function AccountPassword() {
  const result = useActionData<typeof action>();
  const password = result?.password ?? null;
  return (
    <div className="narrow page">
      <Page
        title="パスワードを替える"
        crumbs={[
          { to: staffPaths.home, text: 'ホーム' },
          { to: staffPaths.account, text: 'サインインの設定' },
        ]}
        errors={result?.message === undefined ? 0 : 1}
      >
        <ErrorSummary message={result?.message} />
        {password !== null ? (
          <>
            <NewPassword password={password} />
            <p className="spaced">
              前のパスワードは使えなくなりました。ほかの端末でのサインインも終わりました。
            </p>
            <p className="button-row spaced">
              <Link className="button button-primary" to={staffPaths.account}>
                控えました
              </Link>
            </p>
          </>
        ) : (
          <Form method="post">
            <Csrf />
            <p className="before-fields">
              新しいパスワードは、こちらで作ります（推測できない16文字）。押すとすぐに替わり、ほかの端末でのサインインは終わります。
            </p>
            <Field label="いまのパスワード">
              <input id="password" type="password" name="password" autoComplete="current-password" required />
            </Field>
            <Submit>新しいパスワードを作る</Submit>
          </Form>
        )}
      </Page>
    </div>
  );
}
