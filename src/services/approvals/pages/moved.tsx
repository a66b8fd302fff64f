/** 回議先の変更: which seats of running approvals sit somewhere else since 人事異動, an absence or a suspension, and why. */
import { Form, Link, useLoaderData, useSubmit } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { listMoved } from '#core/record-process.server';
import { momentText } from '#core/record-process.view';
import { addDays, tokyoDate } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Page } from '#ui/staff';
import { deskOf } from '../desk.server.ts';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

const perPage = 100;
const periods = { week: 7, month: 30, year: 366 } as const;
type Period = keyof typeof periods;
const periodWords: Readonly<Record<Period, string>> = {
  week: 'この1週間',
  month: 'この1か月',
  year: 'この1年',
};

export const loader = guardStaff(handle, async (scene) => {
  const search = new URL(scene.request.url).searchParams;
  const asked = search.get('period') ?? '';
  const period: Period = Object.hasOwn(periods, asked) ? (asked as Period) : 'month';
  const after = search.get('after');
  const since = addDays(tokyoDate(new Date()), -periods[period]);
  const page = must(await listMoved(deskOf(scene), { since, app: null, after, limit: perPage }));
  scene.touched('record', [...new Set(page.items.map((one) => one.recordId))], [], 'approval.moved');
  return { ...page, period, first: after === null };
});

export default function MovedSeats() {
  const { items, next, period, first } = useLoaderData<typeof loader>();
  const submit = useSubmit();
  const page = (after?: string) => href(staffPaths.approvalMoved, undefined, { period, after });
  return (
    <Page
      title="回議先の変更"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.approvals, text: '決裁箱' },
      ]}
      wide
    >
      <p className="moved-lead">
        人事異動・不在・利用停止で、回議先が自動で変わった決裁です。まちがいがあれば、記録をひらいて「回議先を変える」で直せます。
      </p>
      <Form method="get" className="box-filter" onChange={(event) => void submit(event.currentTarget)}>
        <label>
          期間
          <select name="period" defaultValue={period}>
            {Object.entries(periodWords).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <noscript>
          <button type="submit" className="button button-plain">
            見る
          </button>
        </noscript>
      </Form>
      {items.length === 0 ? (
        <p className="empty">
          {first && next === null
            ? `${periodWords[period]}に、回議先が変わった決裁はありません。`
            : 'ここまでに、あなたが見られる記録のものはありません。'}
        </p>
      ) : (
        <ul className="box-list">
          {items.map((one) => (
            <li key={one.id} className="box-item">
              <div className="box-main">
                <p className="box-head">
                  <Link
                    className="box-title"
                    to={`${href(staffPaths.record, { app: one.appId, record: one.recordId })}#process`}
                  >
                    {one.title || '（題名なし）'}
                  </Link>
                  <span className="quiet">{one.app}</span>
                </p>
                <ul className="moved-seats">
                  {one.moves.map((move) => (
                    <li key={move.step + move.from + move.to}>
                      <span className="quiet">{move.step}</span>
                      <span>
                        {move.from} → <b>{move.to}</b>
                      </span>
                    </li>
                  ))}
                </ul>
                <p className="box-facts">
                  <span className="quiet">{momentText(one.at)}</span>
                  {one.why !== '' && <span className="quiet">理由：{one.why}</span>}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {(next !== null || !first) && (
        <p className="button-row box-pages">
          {!first && (
            <Link className="button button-quiet" to={page()}>
              最初から
            </Link>
          )}
          {next !== null && (
            <Link className="button button-plain" to={page(next)}>
              続きを見る
            </Link>
          )}
        </p>
      )}
    </Page>
  );
}
