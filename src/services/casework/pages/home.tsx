/** What waits for me: approvals, my cases, new arrivals, overdue; counts lead to the list behind them. */
import { Link, useLoaderData } from 'react-router';
import { waitingForMe } from '#core/cases.server';
import { definitionsOf } from '#core/definitions.server';
import { guardStaff } from '#core/people.server';
import { type StaffPermission, staffMay } from '#core/policy';
import { finalStates, openStates, stateLabels } from '#core/process';
import { warnDays } from '#core/protection';
import { countDue } from '#core/protection.server';
import { tokyoDate } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Mark, Page, Section } from '#ui/staff';
import { caseLine } from '../case-lines.server.ts';
import { deskOf } from '../desk.server.ts';
import { toneOf } from '../labels.ts';
import { CaseTable } from '../views/case-link.tsx';

export const handle = { permission: 'case.list', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, touched }) => {
  const today = tokyoDate(new Date());
  const definitions = await definitionsOf(tx, info.municipality);
  const waiting = await waitingForMe(deskOf({ actor, tx, info }));
  const lines = (rows: typeof waiting.mine) => rows.map((row) => caseLine(row, definitions, today));
  const shown = [...waiting.toApprove, ...waiting.mine, ...waiting.fresh].map((row) => row.id);
  if (shown.length > 0) touched('case', [...new Set(shown)], ['personal']);
  return {
    department: actor.post?.departmentName ?? '',
    measures: staffMay(actor, 'protection.read') ? await countDue(tx, warnDays.due) : null,
    counts: openStates.flatMap((state) => waiting.byState.find((one) => one.state === state) ?? []),
    // Only what is still to be done can be late.
    overdue: waiting.byState.reduce(
      (sum, one) => sum + (openStates.includes(one.state) ? one.overdue : 0),
      0,
    ),
    finished: waiting.byState.reduce(
      (sum, one) => sum + (finalStates.includes(one.state) ? one.count : 0),
      0,
    ),
    toApprove: lines(waiting.toApprove),
    mine: lines(waiting.mine),
    fresh: lines(waiting.fresh),
  };
});

const list = (query: Record<string, string>) => href(staffPaths.cases, undefined, query);

export default function Home() {
  const { department, measures, counts, overdue, finished, toApprove, mine, fresh } =
    useLoaderData<typeof loader>();
  const nothing = toApprove.length + mine.length + fresh.length === 0;
  return (
    <Page title="きょうの仕事" wide>
      {measures !== null && <MeasuresDue {...measures} />}
      {counts.length > 0 && (
        <ul className="counts" aria-label={`${department}の案件`}>
          {overdue > 0 && (
            <li>
              <Link to={list({ due: 'late' })}>
                <Mark tone="alert">期限超過</Mark>
                <b>{overdue}</b>
              </Link>
            </li>
          )}
          {counts.map(({ state, count }) => (
            <li key={state}>
              <Link to={list({ state })}>
                <Mark tone={toneOf[state]}>{stateLabels[state].ja}</Mark>
                <b>{count}</b>
              </Link>
            </li>
          ))}
          {finished > 0 && (
            <li>
              <Link to={list({ state: 'finished' })}>
                <Mark tone="done">完結待ち</Mark>
                <b>{finished}</b>
              </Link>
            </li>
          )}
        </ul>
      )}
      {nothing && (
        <p className="empty">
          いま、あなたの順番の案件はありません。<Link to={staffPaths.cases}>案件一覧</Link>で、{department}
          の案件をすべて見ることができます。
        </p>
      )}
      <div className="two">
        {toApprove.length > 0 && (
          <Section title={`承認・決裁を待っている（${toApprove.length}件）`} id="approve">
            <CaseTable lines={toApprove} label="承認・決裁を待っている案件" />
          </Section>
        )}
        {mine.length > 0 && (
          <Section
            title={`わたしの担当（${mine.length}件）`}
            id="mine"
            actions={<Link to={list({ assignee: 'me' })}>一覧で見る</Link>}
          >
            <CaseTable lines={mine} label="わたしの担当の案件" />
          </Section>
        )}
        {fresh.length > 0 && (
          <Section
            title={`新しく届いた（担当なし・${fresh.length}件）`}
            id="fresh"
            actions={<Link to={list({ state: 'received', assignee: 'none' })}>一覧で見る</Link>}
          >
            <CaseTable lines={fresh} label="新しく届いた案件" />
          </Section>
        )}
      </div>
    </Page>
  );
}

/** 支援措置 that ask for an officer: past their term, and soon to end. */
function MeasuresDue({ expired, due }: { expired: number; due: number }) {
  if (expired + due === 0) return null;
  return (
    <p className="note note-warning">
      {expired > 0 && `期限が切れ、確認を待っている支援措置が${expired}件あります。`}
      {due > 0 && `${warnDays.due}日以内に期限の来る支援措置が${due}件あります。`}
      <Link to={staffPaths.protection}>支援措置の一覧</Link>
    </p>
  );
}
