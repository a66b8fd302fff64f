/** Every procedure of the city, with what it can be filtered by. */
import { Form, Link, useLoaderData, useSubmit } from 'react-router';
import {
  casesIn,
  channelWords,
  filterEntries,
  isOnline,
  issueWords,
  type ListFilter,
  qualityOf,
  readListFilter,
  states,
  visitWords,
} from '#core/inventory';
import { guardStaff } from '#core/people.server';
import { type StaffPermission, staffMay } from '#core/policy';
import { formatFiscalYear } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Done, Mark, Page, ScrollBox } from '#ui/staff';
import { lineOf, stockOf } from '../stock.server.ts';
import { Pages } from '../views/pages.tsx';

export const handle = { permission: 'catalogue.read', script: true } satisfies RouteHandle<StaffPermission>;

const pageSize = 50;

export const loader = guardStaff(handle, async ({ actor, tx, info, request }) => {
  const stock = await stockOf({ actor, tx, info });
  const { inventory, below, years } = stock;
  const search = new URL(request.url).searchParams;
  const filter = readListFilter(search);
  const issues = qualityOf(inventory.entries, inventory.office);
  const found = filterEntries(inventory.entries, filter, below(filter.department), issues);
  const pages = Math.max(1, Math.ceil(found.length / pageSize));
  const page = Math.min(pages, Math.max(1, Number(search.get('page')) || 1));
  const year = years[0];
  return {
    filter,
    total: inventory.entries.length,
    count: found.length,
    page,
    pages,
    year: year === undefined ? null : formatFiscalYear(year),
    departments: stock.departments,
    mayAdd: staffMay(actor, 'catalogue.edit'),
    lines: found.slice((page - 1) * pageSize, page * pageSize).map((entry) => ({
      ...lineOf(entry, stock),
      online: isOnline(entry),
      cases: year === undefined || entry.volumes[year] === undefined ? null : casesIn(entry, year),
      issues: issues.get(entry.code)?.length ?? 0,
    })),
  };
});

const queryOf = ({ q, department, state, quality }: ListFilter) => ({
  q: q || undefined,
  department: department || undefined,
  state: state || undefined,
  quality: quality || undefined,
});

export default function Catalogue() {
  const { filter, total, count, page, pages, year, departments, mayAdd, lines } =
    useLoaderData<typeof loader>();
  const filtered = Object.values(filter).some((one) => one !== '');
  return (
    <Page
      title="手続の一覧"
      crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}
      wide
      actions={
        <>
          <Link className="button button-plain" to={staffPaths.catalogueFigures}>
            数字で見る
          </Link>
          <Link className="button button-plain" to={staffPaths.catalogueQuality}>
            直すところ
          </Link>
          {mayAdd && (
            <>
              <Link className="button button-plain" to={staffPaths.catalogueImport}>
                取り込む
              </Link>
              <Link className="button button-plain" to={staffPaths.catalogueNew}>
                手続を加える
              </Link>
            </>
          )}
        </>
      }
    >
      <Done words={{ imported: 'ファイルの内容を取り込みました。' }} />
      <Filters filter={filter} departments={departments} />
      <p className="catalogue-count">
        {filtered ? `${total.toLocaleString('ja-JP')}件のうち ` : ''}
        <b>{count.toLocaleString('ja-JP')}件</b>
        {count > 0 && (
          <span className="catalogue-files">
            <a href={href(staffPaths.catalogueFile, undefined, { ...queryOf(filter), format: 'xlsx' })}>
              Excelで書き出す
            </a>
            <a href={href(staffPaths.catalogueFile, undefined, { ...queryOf(filter), format: 'csv' })}>
              CSVで書き出す
            </a>
          </span>
        )}
      </p>
      {lines.length === 0 ? (
        <p className="empty">
          {filtered ? (
            <>
              この条件に合う手続はありません。<Link to={staffPaths.catalogue}>条件を外す</Link>
            </>
          ) : (
            <>
              まだ手続がありません。棚卸しの表があれば「取り込む」から、なければ「手続を加える」から始めてください。
            </>
          )}
        </p>
      ) : (
        <ScrollBox label="手続の表">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">手続</th>
                <th scope="col">担当</th>
                <th scope="col">オンライン</th>
                <th scope="col">来庁</th>
                <th scope="col" className="optional">
                  受付方法
                </th>
                <th scope="col">{year === null ? '件数' : `${year}の件数`}</th>
                <th scope="col">直すところ</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.code}>
                  <th scope="row" className="catalogue-name">
                    <Link to={href(staffPaths.catalogueEntry, { procedure: line.code })}>{line.name}</Link>
                    <span className="quiet">
                      {line.code}
                      {line.missing ? '・棚卸しがまだ' : line.full ? '・詳しい定義あり' : ''}
                    </span>
                  </th>
                  <td>{line.department === '' ? <Mark tone="alert">なし</Mark> : line.department}</td>
                  <td className="nowrap">
                    <Mark tone={line.online ? 'done' : 'stopped'}>{line.online ? 'できる' : 'できない'}</Mark>
                  </td>
                  <td className="nowrap">
                    <Mark tone={visitTones[line.visit]}>{visitWords[line.visit]}</Mark>
                  </td>
                  <td className="optional">
                    {line.channels.map((one) => channelWords[one]).join('、') || '–'}
                  </td>
                  <td className="number">{line.cases?.toLocaleString('ja-JP') ?? '–'}</td>
                  <td className="number">{line.issues === 0 ? '–' : line.issues}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      <Pages
        page={page}
        pages={pages}
        to={(at) =>
          href(staffPaths.catalogue, undefined, { ...queryOf(filter), page: at === 1 ? undefined : at })
        }
      />
    </Page>
  );
}

const visitTones = { needed: 'work', notNeeded: 'done', unknown: 'waiting' } as const;

function Filters({
  filter,
  departments,
}: {
  filter: ListFilter;
  departments: { code: string; name: string }[];
}) {
  const submit = useSubmit();
  const choice = (name: 'department' | 'state' | 'quality', label: string, options: [string, string][]) => (
    <label>
      {label}
      <select
        name={name}
        defaultValue={filter[name]}
        onChange={(event) => void submit(event.currentTarget.form, { replace: true })}
      >
        <option value="">すべて</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <search>
      <Form method="get" action={staffPaths.catalogue} className="filters" key={JSON.stringify(filter)}>
        <label className="search">
          手続名・読み・コード
          <input type="search" name="q" defaultValue={filter.q} placeholder="例：戸籍、こせき、KOSEKI-0012" />
        </label>
        {choice('department', '担当', [
          ['-', '担当なし'],
          ...departments.map(({ code, name }): [string, string] => [code, name]),
        ])}
        {choice('state', '様子', Object.entries(states))}
        {choice('quality', '直すところ', Object.entries(issueWords))}
        <button type="submit" className="button button-plain">
          探す
        </button>
      </Form>
    </search>
  );
}
