/** Exports of this post, and those of colleagues that ask for a yes. */
import { Link, useLoaderData } from 'react-router';
import { listExports } from '#core/exports.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Mark, Page, ScrollBox, Section, useMay } from '#ui/staff';
import { deskOf, exportLine } from '../export-page.server.ts';
import { toneOf } from '../labels.ts';

export const handle = { permission: 'export.make', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, touched }) => {
  const desk = deskOf({ actor, tx, info });
  const lines = (await listExports(desk)).map((row) => exportLine(row, desk));
  touched(
    'export',
    lines.map((line) => line.id),
    ['internal'],
    'export.list',
  );
  return { lines };
});

type Line = Awaited<ReturnType<typeof loader>>['lines'][number];

export default function Exports() {
  const { lines } = useLoaderData<typeof loader>();
  const may = useMay();
  const waiting = lines.filter((line) => line.toAnswer);
  return (
    <Page
      title="書出し"
      crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}
      wide
      actions={
        <>
          <Link className="button button-plain" to={staffPaths.regularOutputs}>
            定例出力
          </Link>
          {may('export.staff') && (
            <Link
              className="button button-plain"
              to={href(staffPaths.exportNew, undefined, { source: 'staff' })}
            >
              職員の一覧を書き出す
            </Link>
          )}
          {may('export.staff') && (
            <Link
              className="button button-plain"
              to={href(staffPaths.exportNew, undefined, { source: 'departments' })}
            >
              所属の一覧を書き出す
            </Link>
          )}
        </>
      }
    >
      {waiting.length > 0 && (
        <Section title="承認を待っています" id="waiting">
          <Table lines={waiting} label="承認を待つ書出しの表" />
        </Section>
      )}
      <Section title="書出しの一覧" id="all">
        {lines.length === 0 ? (
          <p className="empty">
            まだ書き出していません。<Link to={staffPaths.cases}>案件一覧</Link>
            で絞り込んで「一覧を出力」を押してください。
          </p>
        ) : (
          <Table lines={lines} label="書出しの表" />
        )}
      </Section>
    </Page>
  );
}

function Table({ lines, label }: { lines: Line[]; label: string }) {
  return (
    <ScrollBox label={label}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">出力番号</th>
            <th scope="col">状態</th>
            <th scope="col">目的</th>
            <th scope="col" className="optional">
              対象
            </th>
            <th scope="col">件数</th>
            <th scope="col">人数</th>
            <th scope="col" className="optional">
              頼んだ人
            </th>
            <th scope="col">日時</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td className="nowrap">
                <Link to={href(staffPaths.export, { export: line.id })}>{line.number}</Link>
              </td>
              <td className="nowrap">
                <Mark tone={toneOf[line.state]}>{line.stateText}</Mark>
              </td>
              <td className="export-name">{line.purpose}</td>
              <td className="optional">{line.source}</td>
              <td className="number">{line.rows?.toLocaleString('ja-JP') ?? '–'}</td>
              <td className="number">{line.persons?.toLocaleString('ja-JP') ?? '–'}</td>
              <td className="optional nowrap">{line.requester}</td>
              <td className="nowrap">{line.at}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
