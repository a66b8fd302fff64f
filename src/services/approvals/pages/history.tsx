/** 決裁の記録: what was drafted and decided in an app, how many, and where it took long. */
import { Form, Link, useLoaderData, useSubmit } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { approvalWord } from '#core/record-process';
import { approvalTone, momentText } from '#core/record-process.view';
import { formatFiscalYear } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Mark, Page, ScrollBox, Section } from '#ui/staff';
import { byMonth, daysOf, daysPerStep, daysText, type MonthCount, type StepDays } from '../figures.ts';
import { most, readHistory } from '../read-history.server.ts';
import { FigureBars } from '../views/figure-bars.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

const shown = 200;

export const loader = guardStaff(handle, async (scene) => {
  const { rows, ...history } = await readHistory(scene, new URL(scene.request.url).searchParams);
  return {
    ...history,
    count: rows.length,
    most,
    months: byMonth(rows),
    steps: daysPerStep(rows),
    lines: rows
      .slice(0, shown)
      .map(({ steps: _steps, ...row }) => ({ ...row, days: daysOf({ ...row, steps: [] }) })),
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
  const {
    apps,
    app,
    year,
    years,
    count,
    more,
    most: limit,
    months,
    steps,
    lines,
  } = useLoaderData<typeof loader>();
  const submit = useSubmit();
  const asked = { app: app?.id, year };
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
          <Form method="get" className="history-ask" onChange={(event) => void submit(event.currentTarget)}>
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
              <button type="submit">見る</button>
            </noscript>
          </Form>
          {count === 0 ? (
            <p className="empty">この年度の起案はありません。</p>
          ) : (
            <>
              <div className="history-figures">
                <FigureBars
                  title={monthFinding(months)}
                  source={`${app.title}、${formatFiscalYear(year)}、起案${count}件`}
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
              <Section title="一覧">
                {(more || count > shown) && (
                  <p className="quiet">
                    新しい{Math.min(shown, count)}件です。
                    {more ? `図と書出しは、新しい${limit}件までです。` : '全部は書き出しで見られます。'}
                  </p>
                )}
                <ScrollBox label="決裁の一覧">
                  <table className="table">
                    <thead>
                      <tr>
                        <th scope="col">件名</th>
                        <th scope="col">起案した人</th>
                        <th scope="col">起案</th>
                        <th scope="col">経路</th>
                        <th scope="col">状態</th>
                        <th scope="col">決裁</th>
                        <th scope="col">かかった時間</th>
                      </tr>
                    </thead>
                    <tbody>
                      {lines.map((one) => (
                        <tr key={one.id}>
                          <th scope="row">
                            <Link to={href(staffPaths.record, { app: one.appId, record: one.recordId })}>
                              {one.title}
                            </Link>
                            {one.round > 1 && <span className="quiet">（{one.round}回目）</span>}
                          </th>
                          <td>{one.drafter}</td>
                          <td className="number-left">{momentText(one.draftedAt)}</td>
                          <td>{one.route}</td>
                          <td>
                            <Mark tone={approvalTone[one.state]}>{approvalWord(one.state)}</Mark>
                          </td>
                          <td className="number-left">
                            {one.decidedAt === null ? '' : momentText(one.decidedAt)}
                          </td>
                          <td className="number">{one.days === null ? '' : daysText(one.days)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </ScrollBox>
              </Section>
            </>
          )}
        </>
      )}
    </Page>
  );
}
