/** One's own ways to sign in: passkeys to add and take away. */
import type { RegistrationResponseJSON } from '@simplewebauthn/browser';
import { data, Form, redirect, useLoaderData } from 'react-router';
import {
  deleteCredential,
  guardStaff,
  registerPasskey,
  registrationOptions,
  selectCredentials,
} from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatBoth, tokyoDate } from '#kernel/dates';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { staffPaths } from '#ui/paths';
import { Csrf, Done, Page, Section } from '#ui/staff';
import { passkeyResponse, passkeySite } from '../passkey-site.server.ts';
import { selectLogin } from '../roster.sql.ts';
import { AddPasskey } from '../views/add-passkey.tsx';

export const handle = { permission: 'account.self', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx }) => {
  const credentials = await selectCredentials(tx, actor.id!);
  return {
    login: await selectLogin(tx, actor.id!),
    password: credentials.some((one) => one.kind === 'password'),
    singleSignOn: credentials.some((one) => one.kind === 'oidc'),
    passkeys: credentials
      .filter((one) => one.kind === 'passkey')
      .map((one) => ({
        id: one.id,
        label: one.label,
        used: one.last_used_at === null ? null : formatBoth(tokyoDate(one.last_used_at)),
      })),
  };
});

export const action = guardStaff(handle, async ({ actor, tx, runtime, info, form, touched }) => {
  const site = await passkeySite(tx, runtime, info);
  const staffId = actor.id!;
  touched('account', [staffId], []);
  if (form.get('intent') === 'drop') {
    await deleteCredential(tx, String(form.get('id') ?? ''), staffId);
    throw redirect(`${staffPaths.account}?done=dropped`, { status: 303 });
  }
  if (form.get('intent') === 'options') {
    const staff = { id: staffId, login: await selectLogin(tx, staffId), name: actor.name };
    return data({ options: await registrationOptions(tx, site, actor.sessionHash!, staff) });
  }
  const response = passkeyResponse<RegistrationResponseJSON>(form);
  const added = await registerPasskey(
    tx,
    site,
    actor.sessionHash!,
    staffId,
    response,
    String(form.get('label') ?? ''),
  );
  if (!added.ok) return data({ message: sentenceOf(added.error) }, { status: statusOf(added.error) });
  throw redirect(`${staffPaths.account}?done=added`, { status: 303 });
});

const words = {
  added: 'パスキーを登録しました。次からは、パスキーだけでサインインできます。',
  dropped: 'パスキーを消しました。',
};

export default function Account() {
  const { login, password, singleSignOn, passkeys } = useLoaderData<typeof loader>();
  return (
    <Page title="サインインの設定" crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}>
      <Done words={words} />
      <Section title="パスキー" id="passkeys">
        <p className="help">
          パスキーは、この端末の指紋・顔・PINや、セキュリティキーで本人を確かめます。パスワードも確認コードも要りません。
        </p>
        {passkeys.length === 0 ? (
          <p className="empty">まだ登録されていません。下のボタンで、この端末を登録してください。</p>
        ) : (
          <ul className="plain-list">
            {passkeys.map((one) => (
              <li key={one.id} className="document file-row">
                <b>{one.label}</b>
                <span className="quiet">
                  {one.used === null ? 'まだ使われていません' : `最後に使った日：${one.used}`}
                </span>
                <Form method="post">
                  <Csrf />
                  <input type="hidden" name="id" value={one.id} />
                  <button type="submit" name="intent" value="drop" className="button button-quiet">
                    消す<span className="visually-hidden">：{one.label}</span>
                  </button>
                </Form>
              </li>
            ))}
          </ul>
        )}
        <AddPasskey />
      </Section>
      <Section title="そのほか" id="others">
        <p>
          ログイン名は <b>{login}</b> です。{password ? 'パスワードと確認コードでもサインインできます。' : ''}
          {singleSignOn ? '庁内のシングルサインオンにつながっています。' : ''}
        </p>
      </Section>
    </Page>
  );
}
