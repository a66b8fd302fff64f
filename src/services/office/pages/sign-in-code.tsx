/** The second factor: a code of the authenticator, accepted once. */
import { data, redirect, useActionData } from 'react-router';
import { checkTotp, guardStaff, selectStaffSession } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import { hashToken } from '#platform/crypto.server';
import type { RouteHandle } from '#platform/http';
import { staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, Field, KeptForm, Page, Submit } from '#ui/staff';
import { land, sessionCookie } from '../land.server.ts';

export const handle = { permission: 'session.start', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor }) => {
  if (actor.stage !== 'second-factor') throw redirect(staffPaths.signIn);
  return {};
});

export const action = guardStaff(handle, async ({ actor, tx, runtime, info, form, request, touched }) => {
  if (actor.sessionHash === null) throw redirect(staffPaths.signIn);
  const begun = await selectStaffSession(tx, actor.sessionHash);
  const checked = await checkTotp(tx, runtime.keyring, {
    sessionHash: actor.sessionHash,
    code: String(form.get('code') ?? ''),
    municipality: info.municipality,
    now: Date.now(),
  });
  touched('account', [begun?.staff_id ?? []].flat(), [], checked.ok ? 'sign-in.code' : 'sign-in.code.failed');
  if (!checked.ok) {
    if (checked.error.code === 'unauthenticated') throw redirect(staffPaths.signIn);
    return data({ message: sentenceOf(checked.error) }, { status: statusOf(checked.error) });
  }
  const session = await selectStaffSession(tx, hashToken(checked.value.cookie));
  if (session?.stage === 'new-password')
    throw redirect(staffPaths.signInNewPassword, {
      status: 303,
      headers: sessionCookie(runtime, checked.value),
    });
  throw await land({ tx, runtime, request }, checked.value, session!.staff_id!, session?.return_to ?? '/');
});

export default function SignInCode() {
  const failed = useActionData<typeof action>();
  return (
    <div className="narrow page">
      <Page
        title="確認コードの入力"
        crumbs={[{ to: staffPaths.signIn, text: 'サインイン' }]}
        errors={failed ? 1 : 0}
      >
        <ErrorSummary message={failed?.message} />
        <KeptForm name="code">
          <Csrf />
          <Field
            label="確認コード（6桁）"
            help="認証アプリに出ている数字を入れてください。30秒ごとに変わります。"
          >
            <input
              id="code"
              type="text"
              name="code"
              className="short"
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="[0-9０-９\s]*"
              required
            />
          </Field>
          <Submit>サインイン</Submit>
        </KeptForm>
      </Page>
    </div>
  );
}
