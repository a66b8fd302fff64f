/** Takes an app out of use, after saying what that means; it can be brought back at any time. */
import { redirect, useActionData, useLoaderData } from 'react-router';
import { retireApp, reviewRetirement } from '#core/apps.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, Field, KeptForm, Submit } from '#ui/staff';
import { deskOf, momentText, staffNames, textIn } from '../desk.server.ts';
import { studioHead } from '../studio-head.server.ts';
import { StudioPage } from '../views/studio-head.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const { head } = must(await studioHead(desk, scene.params.app ?? ''));
  const { users, ...review } = must(await reviewRetirement(desk, scene.params.app ?? ''));
  const nameOf = await staffNames(
    desk,
    users.map((one) => one.staffId),
  );
  return {
    head,
    ...review,
    users: users.map((one) => ({ name: nameOf(one.staffId), last: momentText(one.lastAt) })),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const done = await retireApp(deskOf(scene), {
    appId: scene.params.app ?? '',
    reason: textIn(scene.form, 'reason'),
  });
  if (done.ok) throw redirect(`${staffPaths.studio}?done=retired`, { status: 303 });
  if (done.error.code === 'notFound') throw new Refusal(done.error);
  return { message: sentenceOf(done.error) };
});

export default function RetireApp() {
  const { head, records, lookedAtBy, users } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <StudioPage head={head} tab="settings" name="使うのをやめる">
      <ErrorSummary message={failed?.message} />
      <h2>「{head.title}」を使うのをやめますか</h2>
      <ul className="studio-effects">
        <li>
          記録 <b>{records.toLocaleString('ja-JP')}件</b>
          は、履歴と添付もふくめてそのまま残ります。やめている間は、アプリの一覧に出ません。
        </li>
        {lookedAtBy.length > 0 && (
          <li>
            {[
              ...lookedAtBy.flatMap((one) => (one.title === null ? [] : `「${one.title}」`)),
              ...(lookedAtBy.some((one) => one.title === null) ? ['ほかの部署の業務アプリ'] : []),
            ].join('、')}
            がこのアプリの記録を参照しています。参照している値は残ります。
          </li>
        )}
        {users.length > 0 && (
          <li>
            最近使った人：{users.map((one) => `${one.name}（${one.last}）`).join('、')}
            。やめる前に、知らせてください。
          </li>
        )}
        <li>「アプリを作る」の「使うのをやめたもの」から、いつでも元に戻せます。</li>
      </ul>
      <KeptForm name="retire" className="narrow">
        <Csrf />
        <Field label="やめる理由" optional help="あとで見る人のために。例：新しい「備品管理」に移ったため">
          <input id="reason" type="text" name="reason" maxLength={500} />
        </Field>
        <Submit kind="danger">「{head.title}」を使うのをやめる</Submit>
      </KeptForm>
    </StudioPage>
  );
}
