/** Who has records of this app out on a device, and calling them back. */
import { Form, redirect, useLoaderData } from 'react-router';
import { revokeBox, selectBoxesOfApp } from '#core/offline.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, Mark, ScrollBox, type Tone } from '#ui/staff';
import { deskOf, momentText, staffNames, textIn } from '../desk.server.ts';
import { studioHead } from '../studio-head.server.ts';
import { StudioPage } from '../views/studio-head.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

type Standing = 'out' | 'over' | 'returned' | 'revoked';

export const loader = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const appId = scene.params.app ?? '';
  const { head } = must(await studioHead(desk, appId));
  const rows = await selectBoxesOfApp(scene.tx, appId);
  const nameOf = await staffNames(
    desk,
    rows.map((one) => one.staff_id),
  );
  scene.touched('offlineBox', [appId], [], 'offline.list');
  return {
    head,
    boxes: rows.map((one) => ({
      id: one.id,
      who: nameOf(one.staff_id),
      label: one.label,
      records: one.records,
      sent: one.sent,
      made: one.made,
      taken: momentText(one.taken_at),
      until: momentText(one.expires_at),
      seen: one.seen_at === null ? '' : momentText(one.seen_at),
      standing: (one.ending ?? (one.expires_at.getTime() <= Date.now() ? 'over' : 'out')) as Standing,
    })),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const app = scene.params.app ?? '';
  must(await studioHead(deskOf(scene), app));
  must(await revokeBox(scene, textIn(scene.form, 'box'), app));
  throw redirect(`${href(staffPaths.studioOffline, { app })}?done=revoked`, { status: 303 });
});

const words = {
  revoked: '取り消しました。端末が次につながったときに、中身も消えます。',
};
const standings: Record<Standing, [Tone, string]> = {
  out: ['work', '持ち出し中'],
  over: ['stopped', '期限がすぎた'],
  returned: ['done', '返した'],
  revoked: ['stopped', '取り消した'],
};

export default function StudioOffline() {
  const { head, boxes } = useLoaderData<typeof loader>();
  return (
    <StudioPage head={head} tab="settings" name="持ち出されているもの" wide>
      <Done words={words} />
      <h2>持ち出されているもの</h2>
      <p className="help">
        取り消すと、その端末では読めなくなり、まだ送っていない入力も失われます。端末をなくしたときのほかは、先に本人に送ってもらってください。
      </p>
      {boxes.length === 0 ? (
        <p className="empty">このアプリのレコードを持ち出した人は、まだいません。</p>
      ) : (
        <ScrollBox label="持ち出されているもの">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">人</th>
                <th scope="col">端末</th>
                <th scope="col" className="number">
                  件数
                </th>
                <th scope="col" className="number">
                  送信済み
                </th>
                <th scope="col" className="number">
                  新規
                </th>
                <th scope="col">持ち出し</th>
                <th scope="col">期限</th>
                <th scope="col">最後の連絡</th>
                <th scope="col">状態</th>
                <th scope="col">
                  <span className="visually-hidden">操作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {boxes.map((one) => (
                <tr key={one.id}>
                  <th scope="row">{one.who}</th>
                  <td>{one.label}</td>
                  <td className="number">{one.records}</td>
                  <td className="number">{one.sent}</td>
                  <td className="number">{one.made}</td>
                  <td className="nowrap">{one.taken}</td>
                  <td className="nowrap">{one.until}</td>
                  <td className="nowrap">{one.seen}</td>
                  <td className="nowrap">
                    <Mark tone={standings[one.standing][0]}>{standings[one.standing][1]}</Mark>
                  </td>
                  <td>
                    {(one.standing === 'out' || one.standing === 'over') && (
                      <Form method="post">
                        <Csrf />
                        <input type="hidden" name="box" value={one.id} />
                        <button type="submit" className="button button-quiet">
                          取り消す
                          <span className="visually-hidden">
                            ：{one.who} {one.label}
                          </span>
                        </button>
                      </Form>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </StudioPage>
  );
}
