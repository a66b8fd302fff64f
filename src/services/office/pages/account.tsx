/** One's own ways to sign in, and where one is signed in. Changing any of it asks first who one is. */
import type { RegistrationResponseJSON } from '@simplewebauthn/browser';
import { data, Form, Link, redirect, useLoaderData } from 'react-router';
import { graceDays } from '#core/offline';
import { revokeBox, selectOpenBoxes } from '#core/offline.server';
import {
  deleteCredential,
  endStaffSessions,
  guardStaff,
  isConfirmed,
  registerPasskey,
  registrationOptions,
  selectCredentials,
  selectStaffSessions,
} from '#core/people.server';
import type { StaffActor, StaffPermission } from '#core/policy';
import { formatBoth, formatTokyoDateTime, tokyoDate } from '#kernel/dates';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { Refusal, type Scene } from '#platform/http.server';
import { staffPaths } from '#ui/paths';
import { Csrf, Done, Page, Section } from '#ui/staff';
import { passkeyResponse, passkeySite } from '../passkey-site.server.ts';
import { selectLogin } from '../roster.sql.ts';
import { shownBoxes } from '../shown-boxes.server.ts';
import { AddPasskey } from '../views/add-passkey.tsx';
import { OwnBoxes } from '../views/own-boxes.tsx';
import { OwnSessions } from '../views/own-sessions.tsx';

export const handle = { permission: 'account.self', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info }) => {
  const credentials = await selectCredentials(tx, actor.id!);
  const boxes = await selectOpenBoxes(tx, actor.id!, graceDays);
  const sessions = await selectStaffSessions(tx, actor.id!, actor.sessionHash!);
  return {
    login: await selectLogin(tx, actor.id!),
    confirmed: await isConfirmed(tx, actor.sessionHash!),
    password: credentials.some((one) => one.kind === 'password'),
    singleSignOn: credentials.some((one) => one.kind === 'oidc'),
    passkeys: credentials
      .filter((one) => one.kind === 'passkey')
      .map((one) => ({
        id: one.id,
        label: one.label,
        used: one.last_used_at === null ? null : formatBoth(tokyoDate(one.last_used_at)),
      })),
    boxes: await shownBoxes({ tx, municipality: info.municipality }, boxes),
    sessions: sessions.map(({ id, device, since, seen, here }) => ({
      id,
      device,
      here,
      since: formatTokyoDateTime(since),
      seen: formatTokyoDateTime(seen),
    })),
  };
});

const done = (what: keyof typeof words) => redirect(`${staffPaths.account}?done=${what}`, { status: 303 });

export const action = guardStaff(handle, async (scene) => {
  const { actor, tx, runtime, info, form, touched } = scene;
  const staffId = actor.id!;
  // A lost device is called back at once: it only takes away.
  if (form.get('intent') === 'revokeBox') {
    const gone = await revokeBox(scene, String(form.get('id') ?? ''));
    if (!gone.ok) throw new Refusal(gone.error);
    throw done('revoked');
  }
  if (!(await isConfirmed(tx, actor.sessionHash!)))
    throw redirect(staffPaths.accountConfirm, { status: 303 });
  switch (form.get('intent')) {
    case 'drop':
      touched('account', [staffId], [], 'account.dropPasskey');
      await deleteCredential(tx, String(form.get('id') ?? ''), staffId);
      throw done('dropped');
    case 'endSession':
      touched('account', [staffId], [], 'account.endSessions');
      await endStaffSessions(tx, staffId, { id: String(form.get('id') ?? '') });
      throw done('ended');
    case 'endOthers':
      touched('account', [staffId], [], 'account.endSessions');
      await endStaffSessions(tx, staffId, { butHash: actor.sessionHash! });
      throw done('ended');
    case 'options': {
      const site = await passkeySite(tx, runtime, info);
      const staff = { id: staffId, login: await selectLogin(tx, staffId), name: actor.name };
      return data({ options: await registrationOptions(tx, site, actor.sessionHash!, staff) });
    }
    default:
      return add(scene);
  }
});

async function add({ actor, tx, runtime, info, form, touched }: Scene<StaffActor>) {
  touched('account', [actor.id!], [], 'account.addPasskey');
  const site = await passkeySite(tx, runtime, info);
  const response = passkeyResponse<RegistrationResponseJSON>(form);
  const label = String(form.get('label') ?? '');
  const added = await registerPasskey(tx, site, actor.sessionHash!, actor.id!, response, label);
  if (!added.ok) return data({ message: sentenceOf(added.error) }, { status: statusOf(added.error) });
  throw done('added');
}

const words = {
  added: 'パスキーを登録しました。次からは、パスキーだけでサインインできます。',
  dropped: 'パスキーを消しました。',
  ended: 'ほかの端末でのサインインを終わらせました。',
  revoked: '持ち出しを取り消しました。端末が次につながったときに、中身も消えます。',
};

export default function Account() {
  const { login, confirmed, password, singleSignOn, passkeys, sessions, boxes } =
    useLoaderData<typeof loader>();
  return (
    <Page title="サインインの設定" crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}>
      <Done words={words} />
      {confirmed ? (
        <p className="help">本人確認ができています。確かめてから5分間、下の設定を変えられます。</p>
      ) : (
        <div className="spaced">
          <p className="help">設定を変えるときと、ほかの端末を終わらせるときは、もう一度本人確認をします。</p>
          <Link className="button button-primary" to={staffPaths.accountConfirm}>
            本人確認をして変更する
          </Link>
        </div>
      )}
      <Section title="サインイン中の端末" id="sessions">
        <p className="help">
          心当たりのない端末があれば、終わらせてください。30分操作がないと、ひとりでに終わります。
        </p>
        <OwnSessions sessions={sessions} mayEnd={confirmed} />
      </Section>
      {boxes.length > 0 && (
        <Section title="端末に持ち出しているもの" id="boxes">
          <p className="help">
            端末をなくしたときや、もう使わないときは、取り消してください。取り消すと、まだ送っていない入力も読めなくなります。
          </p>
          <OwnBoxes boxes={boxes} />
        </Section>
      )}
      <Section title="パスキー" id="passkeys">
        <p className="help">
          パスキーは、この端末の指紋・顔・PINや、セキュリティキーで本人を確かめます。パスワードも確認コードも要りません。
        </p>
        {passkeys.length === 0 ? (
          <p className="empty">
            まだ登録されていません。{confirmed ? '下のボタンで、この端末を登録してください。' : ''}
          </p>
        ) : (
          <ul className="plain-list">
            {passkeys.map((one) => (
              <li key={one.id} className="document file-row">
                <b>{one.label}</b>
                <span className="quiet">
                  {one.used === null ? 'まだ使われていません' : `最後に使った日：${one.used}`}
                </span>
                {confirmed && (
                  <Form method="post">
                    <Csrf />
                    <input type="hidden" name="id" value={one.id} />
                    <button type="submit" name="intent" value="drop" className="button button-quiet">
                      消す<span className="visually-hidden">：{one.label}</span>
                    </button>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        )}
        {confirmed && (
          <div className="spaced">
            <AddPasskey />
          </div>
        )}
      </Section>
      <Section title="そのほか" id="others">
        <p>
          ログイン名は <b>{login}</b> です。{password ? 'パスワードと確認コードでもサインインできます。' : ''}
          {singleSignOn ? '庁内のシングルサインオンにつながっています。' : ''}
        </p>
        {password && (
          <p>
            <Link to={staffPaths.accountPassword}>パスワードを替える</Link>
          </p>
        )}
      </Section>
    </Page>
  );
}
