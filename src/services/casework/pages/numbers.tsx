/** 文書番号簿: each number a section took in a fiscal year, with what became of it; 欠番 with their reason. */
import { Link, useLoaderData } from 'react-router';
import { definitionsOf } from '#core/definitions.server';
import { selectNumbers, selectNumberYears } from '#core/documents.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { caseRows, departmentsFor } from '#core/policy.server';
import { fiscalYearOf, tokyoDate } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Mark, Page, ScrollBox } from '#ui/staff';
import { moment } from '../case-page.server.ts';
import { documentStates } from '../labels.ts';
import { caseHref } from '../views/case-link.tsx';

export const handle = { permission: 'case.read' } satisfies RouteHandle<StaffPermission>;

const pageSize = 100;
const smallInteger = (text: string | null) => (/^\d{1,7}$/.test(text ?? '') ? Number(text) : undefined);

export const loader = guardStaff(handle, async ({ actor, tx, info, request }) => {
  const search = new URL(request.url).searchParams;
  const today = tokyoDate(new Date());
  const reach = departmentsFor(actor, 'case.read');
  const organisation = (await definitionsOf(tx, info.municipality)).organisation(today);
  const departments = organisation.departments.filter((one) => reach.includes(one.code));
  const department =
    reach.find((one) => one === search.get('department')) ?? actor.post?.department ?? reach[0] ?? '';
  const years = await selectNumberYears(tx, department);
  const year =
    years.find((one) => one === smallInteger(search.get('year'))) ?? years[0] ?? fiscalYearOf(today);
  const below = smallInteger(search.get('below'));
  const rows = await selectNumbers(
    tx,
    { department, fiscalYear: year, limit: pageSize, ...(below === undefined ? {} : { below }) },
    caseRows(actor, 'case.read'),
  );
  return {
    department,
    departments: departments.map(({ code, name }) => ({ code, name })),
    year,
    years,
    next: rows.length === pageSize ? rows.at(-1)!.serial : null,
    rows: rows.map((row) => ({
      serial: row.serial,
      caseId: row.case_id,
      number: row.number,
      title: row.title,
      state: row.state,
      word: row.state === null ? '廃棄済' : documentStates[row.state],
      at: row.issued_at ?? row.voided_at,
      atText: row.issued_at || row.voided_at ? moment((row.issued_at ?? row.voided_at)!) : '',
      reason: row.state === null ? '保存期間が過ぎて廃棄した案件の文書' : (row.void_reason ?? ''),
    })),
  };
});

const tone = (state: string | null) =>
  state === 'issued'
    ? 'done'
    : state === 'void' || state === 'revoked' || state === null
      ? 'stopped'
      : 'work';

export default function Numbers() {
  const { department, departments, year, years, rows, next } = useLoaderData<typeof loader>();
  return (
    <Page title="文書番号簿" crumbs={[{ to: staffPaths.dispatch, text: '発送' }]} wide>
      <form method="get" className="bar">
        <label htmlFor="department">所属</label>
        <select id="department" name="department" defaultValue={department}>
          {departments.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </select>
        <label htmlFor="year">年度</label>
        <select id="year" name="year" defaultValue={year}>
          {(years.length === 0 ? [year] : years).map((one) => (
            <option key={one} value={one}>
              {one}年度
            </option>
          ))}
        </select>
        <button type="submit" className="button button-plain">
          表示する
        </button>
      </form>
      {rows.length === 0 ? (
        <p className="empty">この年度に取った文書番号はありません。</p>
      ) : (
        <ScrollBox label="文書番号" tall>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">番号</th>
                <th scope="col">文書</th>
                <th scope="col">状態</th>
                <th scope="col">日時</th>
                <th scope="col">欠番などの理由</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.serial}>
                  <td>
                    {row.caseId === null ? (
                      `第${row.serial}号`
                    ) : (
                      <Link to={caseHref(row.caseId)}>{row.number}</Link>
                    )}
                  </td>
                  <td>{row.title}</td>
                  <td>
                    <Mark tone={tone(row.state)}>{row.word}</Mark>
                  </td>
                  <td>{row.atText}</td>
                  <td>{row.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {next !== null && (
        <p>
          <Link to={href(staffPaths.numbers, undefined, { department, year, below: next })}>前の番号</Link>
        </p>
      )}
    </Page>
  );
}
