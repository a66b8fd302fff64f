/** What is to be mended in the stock-take, by kind and by department, each line leading to its procedures. */
import { Link, useLoaderData } from 'react-router';
import { type IssueKind, issueWords, qualityOf } from '#core/inventory';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Page, ScrollBox, Section } from '#ui/staff';
import { stockOf } from '../stock.server.ts';

export const handle = { permission: 'catalogue.read', script: true } satisfies RouteHandle<StaffPermission>;

const kinds = Object.keys(issueWords) as IssueKind[];
const shown = 100;

export const loader = guardStaff(handle, async ({ actor, tx, info }) => {
  const { inventory, nameOf } = await stockOf({ actor, tx, info });
  const issues = qualityOf(inventory.entries, inventory.office);
  const counts = new Map<IssueKind, number>();
  const departments = new Map<string, Map<IssueKind, number>>();
  for (const [code, found] of issues) {
    const department = inventory.find(code)?.department ?? '';
    const own = departments.get(department) ?? new Map<IssueKind, number>();
    departments.set(department, own);
    for (const kind of new Set(found.map((one) => one.kind))) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      own.set(kind, (own.get(kind) ?? 0) + 1);
    }
  }
  // Whoever mends begins where most is missing.
  const worst = [...issues].sort((a, b) => b[1].length - a[1].length).slice(0, shown);
  return {
    total: inventory.entries.length,
    withIssues: issues.size,
    counted: kinds.map((kind) => ({ kind, count: counts.get(kind) ?? 0 })),
    departments: [...departments]
      .map(([code, own]) => ({
        code: code === '' ? '-' : code,
        name: code === '' ? '担当なし' : nameOf(code),
        counts: kinds.map((kind) => own.get(kind) ?? 0),
      }))
      .sort((a, b) => sum(b.counts) - sum(a.counts)),
    worst: worst.map(([code, found]) => ({
      code,
      name: inventory.find(code)?.name ?? code,
      messages: found.map((one) => one.message),
    })),
  };
});

const sum = (counts: number[]): number => counts.reduce((all, one) => all + one, 0);

export default function Quality() {
  const { total, withIssues, counted, departments, worst } = useLoaderData<typeof loader>();
  const list = (query: Record<string, string>) => href(staffPaths.catalogue, undefined, query);
  return (
    <Page
      title="手続の一覧で直すところ"
      crumb="直すところ"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.catalogue, text: '手続の一覧' },
      ]}
      wide
    >
      <p>
        {total.toLocaleString('ja-JP')}件のうち、<b>{withIssues.toLocaleString('ja-JP')}件</b>
        に直すところがあります。
      </p>
      <ul className="counts" aria-label="直すところの種類">
        {counted
          .filter((one) => one.count > 0)
          .map(({ kind, count }) => (
            <li key={kind}>
              <Link to={list({ quality: kind })}>
                {issueWords[kind]} <b>{count.toLocaleString('ja-JP')}</b>
              </Link>
            </li>
          ))}
      </ul>
      {withIssues === 0 && <p className="empty">直すところはありません。</p>}
      {departments.length > 0 && (
        <Section title="所属ごと" id="departments">
          <ScrollBox label="所属ごとの表">
            <table className="table catalogue-table">
              <thead>
                <tr>
                  <th scope="col">担当</th>
                  {kinds.map((one) => (
                    <th key={one} scope="col">
                      {issueWords[one]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {departments.map(({ code, name, counts }) => (
                  <tr key={code}>
                    <th scope="row">{name}</th>
                    {counts.map((count, index) => (
                      <td key={kinds[index]} className="number">
                        {count === 0 ? (
                          '–'
                        ) : (
                          <Link
                            to={list({ department: code, quality: kinds[index]! })}
                            aria-label={`${name}の「${issueWords[kinds[index]!]}」${count}件`}
                          >
                            {count.toLocaleString('ja-JP')}
                          </Link>
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        </Section>
      )}
      {worst.length > 0 && (
        <Section
          title={`直すところの多い手続${worst.length < withIssues ? `（はじめの${worst.length}件）` : ''}`}
          id="worst"
        >
          <ul className="catalogue-worst">
            {worst.map(({ code, name, messages }) => (
              <li key={code}>
                <Link to={href(staffPaths.catalogueEntry, { procedure: code })}>{name}</Link>
                <ul>
                  {messages.map((one) => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}
