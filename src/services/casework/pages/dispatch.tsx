/** 発送: letters that wait, are printed, left, came back or were pulled out. */
import { data, Link, redirect, useActionData, useLoaderData } from 'react-router';
import { definitionsOf } from '#core/definitions.server';
import { dispatchStateLabels, dispatchStates, letterLimit } from '#core/dispatch';
import { countLetters, type LetterAct, markLetters, selectLetters } from '#core/dispatch.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { caseRows, departmentsFor } from '#core/policy.server';
import { tokyoDate } from '#kernel/dates';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Done, ErrorSummary, Page } from '#ui/staff';
import { textIn } from '../desk.server.ts';
import { dispatchLines } from '../dispatch-lines.server.ts';
import { DispatchForm } from '../views/dispatch-form.tsx';

export const handle = { permission: 'case.work', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, request, touched }) => {
  const search = new URL(request.url).searchParams;
  const state = dispatchStates.find((one) => one === search.get('state')) ?? 'waiting';
  const reach = departmentsFor(actor, 'case.work');
  const department = reach.find((one) => one === search.get('department'));
  const rows = caseRows(actor, 'case.work');
  const letters = await selectLetters(tx, rows, { state, department, limit: letterLimit });
  const caseIds = letters.map((one) => one.case_id);
  if (caseIds.length > 0) touched('case', caseIds, ['personal']);
  const today = tokyoDate(new Date());
  const organisation = (await definitionsOf(tx, info.municipality)).organisation(today);
  return {
    state,
    today,
    department: department ?? '',
    departments: organisation.departments
      .filter((one) => reach.includes(one.code))
      .map(({ code, name }) => ({ code, name })),
    counts: await countLetters(tx, rows, department),
    letters: await dispatchLines(tx, letters),
  };
});

const acts: readonly LetterAct[] = ['pull', 'put-back', 'dispatch', 'return', 'resend'];

export const action = guardStaff(handle, async ({ actor, tx, form, touched }) => {
  const act = acts.find((one) => one === form.get('intent')) ?? 'pull';
  const typed = { note: textIn(form, 'note'), on: textIn(form, 'on'), kind: textIn(form, 'kind') };
  const done = await markLetters({ tx, actor }, { act, ids: form.getAll('id').map(String), ...typed });
  if (!done.ok)
    return data(
      {
        message: done.error.issues ? undefined : sentenceOf(done.error),
        issues: done.error.issues ?? [],
        typed,
        chosen: form.getAll('id').map(String),
      },
      { status: statusOf(done.error) },
    );
  touched('case', done.value.caseIds, ['personal'], `dispatch.${act}`);
  const state = textIn(form, 'state') || undefined;
  const department = textIn(form, 'department') || undefined;
  throw redirect(href(staffPaths.dispatch, undefined, { state, department, done: act }), { status: 303 });
});

const words = {
  pull: '引き抜きました。「引抜き」から戻せます。',
  'put-back': '印刷待ちに戻しました。',
  dispatch: '発送済にしました。',
  return: '返戻を記録しました。',
  resend: '印刷待ちに戻しました。宛先を確かめてから印刷してください。',
};

export default function Dispatch() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page title="発送" wide>
      <Done words={words} />
      <ErrorSummary issues={answer?.issues} message={answer?.message} />
      <p className="help">
        交付した文書のうち、郵送するものです。電子で受け取る人の文書も、一定の日数のあいだ開かれないと、ここに載ります。
      </p>
      <nav aria-label="状態" className="button-row">
        {dispatchStates.map((one) => (
          <Link
            key={one}
            to={href(staffPaths.dispatch, undefined, { state: one, department: page.department })}
            aria-current={page.state === one ? 'page' : undefined}
            className={page.state === one ? 'button button-primary' : 'button button-plain'}
          >
            {dispatchStateLabels[one]} {page.counts[one] ?? 0}
          </Link>
        ))}
      </nav>
      {page.departments.length > 1 && (
        <form method="get" className="bar">
          <input type="hidden" name="state" value={page.state} />
          <label htmlFor="department">所属</label>
          <select id="department" name="department" defaultValue={page.department}>
            <option value="">すべて</option>
            {page.departments.map((one) => (
              <option key={one.code} value={one.code}>
                {one.name}
              </option>
            ))}
          </select>
          <button type="submit" className="button button-plain">
            絞り込む
          </button>
        </form>
      )}
      {page.letters.length === 0 ? (
        <p className="empty">「{dispatchStateLabels[page.state]}」の郵便物はありません。</p>
      ) : (
        <DispatchForm
          key={page.state}
          {...page}
          issues={answer?.issues}
          typed={answer?.typed}
          chosen={answer?.chosen}
        />
      )}
      <p>
        <Link className="button button-quiet" to={staffPaths.numbers}>
          文書番号簿（欠番を含む）
        </Link>
      </p>
    </Page>
  );
}
