/** 決裁の記録: what was drafted and decided in an app, how many, and where it took long. */
import { Form, Link, useLoaderData, useSubmit } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatFiscalYear } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Page, Section } from '#ui/staff';
import { byMonth, daysOf, daysPerStep, daysText, type MonthCount, type StepDays } from '../figures.ts';
import { afterIn, most, readHistory } from '../read-history.server.ts';
import { FigureBars } from '../views/figure-bars.tsx';
import { HistoryList } from '../views/history-list.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

const perPage = 100;

export const loader = guardStaff(handle, async (scene) => {
  const search = new URL(scene.request.url).searchParams;
  const after = afterIn(search);
  // Figures stand on the first page alone: they are of all that is read there.
  const limit = after === null ? most : perPage;
  const history = await readHistory(scene, search, { after, limit, steps: after === null });
  const { rows, next, ...rest } = history;
  const lines = rows.slice(0, perPage);
  return {
    ...rest,
    after,
    count: rows.length,
    whole: after === null && next === null,
    next: rows.length > perPage ? (lines.at(-1)?.place ?? null) : next,
    months: after === null ? byMonth(rows) : [],
    steps: after === null ? daysPerStep(rows) : [],
    lines: lines.map(({ steps: _steps, ...row }) => ({ ...row, days: daysOf(row) })),
  };
});

const monthText = (month: string): string => `${Number(month.slice(5))}月`;

/** The finding, not the axis. */
function monthFinding(months: readonly MonthCount[]): string {
  const [top] = [...months].sort((a, b) => b.drafted - a.drafted);
  return top === undefined ? '' : `起案がいちばん多いのは${monthText(top.month)}の${top.drafted}件です`;
}
function stepFinding(steps: readonly StepDays[]): string {
  const [top] = [...steps].sort((a, b) => b.average - a.average);
  return top === undefined
    ? ''
    : `いちばん長くかかっているのは「${top.title}」で、平均${daysText(top.average)}です`;
}

export default function ApprovalHistory() {
  const { apps, app, year, years, count, whole, after, next, months, steps, lines } =
    useLoaderData<typeof loader>();
  const submit = useSubmit();
  const asked = { app: app?.id, year };
  const page = (place?: string) => href(staffPaths.approvalHistory, undefined, { ...asked, after: place });
  return (
    <Page
      title="決裁の記録"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.approvals, text: '決裁箱' },
      ]}
      wide
      actions={
        count > 0 && (
          <a className="button button-plain" href={href(staffPaths.approvalHistoryFile, undefined, asked)}>
            CSVで書き出す
          </a>
        )
      }
    >
      {app === null ? (
        <p className="empty">
          決裁のある業務アプリは、まだありません。アプリを作る画面の「流れと決裁」で決めると、ここに記録が並びます。
        </p>
      ) : (
        <>
          <Form method="get" className="box-filter" onChange={(event) => void submit(event.currentTarget)}>
            <label>
              業務アプリ
              <select name="app" defaultValue={app.id}>
                {apps.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.title}
                  </option>
                ))}
              </select>
            </label>
            <label>
              年度
              <select name="year" defaultValue={year}>
                {years.map((one) => (
                  <option key={one} value={one}>
                    {formatFiscalYear(one)}
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
          {count === 0 && after === null && <p className="empty">この年度の起案はありません。</p>}
          {months.length > 0 && (
            <div className="history-figures">
              <FigureBars
                title={monthFinding(months)}
                source={`${app.title}、${formatFiscalYear(year)}、${whole ? '' : '新しい方から'}起案${count}件`}
                rows={months.map((one) => ({
                  label: monthText(one.month),
                  value: one.drafted,
                  text: `${one.drafted}件（決裁${one.decided}件）`,
                }))}
              />
              {steps.length > 0 && (
                <FigureBars
                  title={stepFinding(steps)}
                  source="段階の番が来てから、最後の人が済ませるまでの平均"
                  rows={steps.map((one) => ({
                    label: one.title,
                    value: one.average,
                    text: `${daysText(one.average)}（${one.times}回、最長${daysText(one.longest)}）`,
                  }))}
                />
              )}
            </div>
          )}
          {(count > 0 || after !== null) && (
            <Section title={after === null ? '一覧（新しい順）' : '一覧（続き）'}>
              {lines.length === 0 ? (
                <p className="empty">この先に、見られる記録はありません。</p>
              ) : (
                <HistoryList key={after} lines={lines} />
              )}
              {(next !== null || after !== null) && (
                <p className="button-row box-pages">
                  {after !== null && (
                    <Link className="button button-quiet" to={page()}>
                      最初から
                    </Link>
                  )}
                  {next !== null && (
                    <Link className="button button-plain" to={page(next)}>
                      次の{perPage}件
                    </Link>
                  )}
                </p>
              )}
            </Section>
          )}
        </>
      )}
    </Page>
  );
}
