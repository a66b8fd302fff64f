/** Regular outputs of the departments one works for: what goes to whom, and until when it is approved. */
import { Link, useLoaderData } from 'react-router';
import { warnDaysBefore } from '#core/exports';
import { listRegulars } from '#core/exports.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Mark, Page, ScrollBox } from '#ui/staff';
import { deskOf, regularLine } from '../export-page.server.ts';
import { regularStates } from '../labels.ts';

export const handle = { permission: 'export.make', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info }) => {
  const today = tokyoDate(new Date());
  return { lines: (await listRegulars(deskOf({ actor, tx, info }))).map((row) => regularLine(row, today)) };
});

export default function RegularOutputs() {
  const { lines } = useLoaderData<typeof loader>();
  return (
    <Page
      title="定例出力"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.exports, text: '書出し' },
      ]}
      wide
      actions={
        <Link className="button button-plain" to={staffPaths.regularOutputNew}>
          定例出力を作る
        </Link>
      }
    >
      <p>
        決まった提供先へ決まった日に出すものです。年に一度、課長などの決裁者が承認している間だけ動きます。
      </p>
      {lines.length === 0 ? (
        <p className="empty">
          定例出力はまだありません。「定例出力を作る」から、提供先・目的・根拠・項目を決めてください。
        </p>
      ) : (
        <ScrollBox label="定例出力の一覧">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">名前</th>
                <th scope="col">状態</th>
                <th scope="col">提供先</th>
                <th scope="col">いつ</th>
                <th scope="col" className="optional">
                  次の出力
                </th>
                <th scope="col">承認の期限</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id}>
                  <td className="export-name">
                    <Link to={href(staffPaths.regularOutput, { output: line.id })}>{line.title}</Link>
                  </td>
                  <td className="nowrap">
                    <Mark tone={regularStates[line.state].tone}>{regularStates[line.state].text}</Mark>
                  </td>
                  <td>{line.recipient}</td>
                  <td className="nowrap">{line.schedule}</td>
                  <td className="optional nowrap">{line.next ?? '–'}</td>
                  <td>
                    {line.until ?? '–'}
                    {line.daysLeft !== null && line.daysLeft <= warnDaysBefore && (
                      <Mark tone="alert">あと{line.daysLeft}日</Mark>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Page>
  );
}
