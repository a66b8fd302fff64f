/** Measures in force, those that ask for an officer on top. */
import { Link, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { kindLabels, measureState } from '#core/protection';
import { selectMeasures, selectWaitingRequests } from '#core/protection.server';
import { formatShort, formatTokyoDateTime, tokyoDate } from '#kernel/dates';
import { formatName } from '#kernel/names';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Done, Page, ScrollBox, Section, useMay } from '#ui/staff';
import { recordLines } from '../record-page.server.ts';
import { AskedRecords } from '../views/met-records.tsx';
import { StateMark } from '../views/state-mark.tsx';

export const handle = { permission: 'protection.read', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ tx, info, request, touched }) => {
  const today = tokyoDate(new Date());
  const ended = new URL(request.url).searchParams.get('ended') === '1';
  const rows = await selectMeasures(tx, ended);
  touched(
    'protectionMeasure',
    rows.map((row) => row.id),
    ['sensitive'],
  );
  const requests = await selectWaitingRequests(tx);
  const lines = await recordLines(tx, info.municipality, requests);
  // Who is named in them.
  const named = requests.flatMap((one) => [one.appId, one.recordId]);
  if (named.length > 0) touched('record', named, ['personal'], 'protection.listRecords');
  return {
    ended,
    asked: requests.map(({ id, appId, recordId, who, at }) => ({
      id,
      appId,
      recordId,
      who,
      at: formatTokyoDateTime(at),
      app: lines.get(`${appId}/${recordId}`)?.app ?? appId,
      names: lines.get(`${appId}/${recordId}`)?.names ?? '',
    })),
    rows: rows.map((row) => ({
      id: row.id,
      number: row.number,
      name: formatName(row.name),
      along: row.along,
      kind: kindLabels[row.kind],
      validTo: formatShort(row.valid_to),
      state: measureState({ validTo: row.valid_to, ended: row.ended_at !== null }, today),
      proposal: row.open_proposal,
      decidedBy: row.decided_by,
    })),
  };
});

export default function Measures() {
  const { rows, ended, asked } = useLoaderData<typeof loader>();
  const may = useMay();
  const waiting = rows.filter((row) => row.state === 'expired').length;
  const due = rows.filter((row) => row.state === 'due' || row.state === 'urgent').length;
  return (
    <Page
      title={ended ? '終了した支援措置' : '支援措置'}
      crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}
      wide
      actions={
        may('protection.manage') && (
          <Link className="button button-plain" to={staffPaths.protectionNew}>
            支援措置を記録する
          </Link>
        )
      }
    >
      <Done words={{ ended: '支援措置を終了しました。', cleared: '判断を記録しました。' }} />
      {waiting + due > 0 && (
        <p className="note note-warning">
          {waiting > 0 &&
            `期限を過ぎて確認を待っている支援措置が${waiting}件あります（確認するまで続いています）。`}
          {due > 0 && `期限の近い支援措置が${due}件あります。更新するか終了するかを、二人で決めてください。`}
        </p>
      )}
      {asked.length > 0 && (
        <Section title={`業務アプリのレコードを見たいという依頼（${asked.length}件）`} id="asked">
          <AskedRecords asked={asked} />
        </Section>
      )}
      {rows.length === 0 ? (
        <p className="empty">
          {ended
            ? '終了した支援措置はありません。'
            : '実施中の支援措置はありません。申出を受けたら「支援措置を記録する」から入れてください。'}
        </p>
      ) : (
        <ScrollBox label="支援措置の一覧" tall>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">番号</th>
                <th scope="col">申出者</th>
                <th scope="col">状態</th>
                <th scope="col">期限</th>
                <th scope="col" className="optional">
                  理由
                </th>
                <th scope="col" className="optional">
                  決定した人
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td className="nowrap">
                    <Link to={href(staffPaths.protectionMeasure, { measure: row.id })}>{row.number}</Link>
                  </td>
                  <td>
                    {row.name}
                    {row.along > 0 && <span className="quiet">　ほか{row.along}人</span>}
                  </td>
                  <td>
                    <StateMark state={row.state} />
                    {row.proposal !== null && (
                      <span className="quiet small">
                        　{row.proposal === 'renew' ? '更新' : '終了'}の確認待ち
                      </span>
                    )}
                  </td>
                  <td className="nowrap">{row.validTo}</td>
                  <td className="optional">{row.kind}</td>
                  <td className="optional nowrap">{row.decidedBy}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      <p className="below-list">
        {ended ? (
          <Link to={staffPaths.protection}>実施中の支援措置</Link>
        ) : (
          <Link to={href(staffPaths.protection, undefined, { ended: 1 })}>終了した支援措置</Link>
        )}
      </p>
    </Page>
  );
}
