/** 保存と廃棄: how much is due in one's departments, and the lists with where they stand. */
import { data, Form, Link, redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { caseRows, departmentsFor } from '#core/policy.server';
import { isRecordsOffice, proposeDisposal, selectDue, selectLists } from '#core/retention.server';
import { formatBoth, tokyoDate } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, Page, ScrollBox, Section, useMay } from '#ui/staff';
import { deskOf, refusal } from '../desk.server.ts';
import { listState } from '../words.ts';

export const handle = { permission: 'records.read', script: true } satisfies RouteHandle<StaffPermission>;
const mostCounted = 1000;

export const loader = guardStaff(handle, async ({ actor, tx, touched }) => {
  const departments = isRecordsOffice({ actor }) ? null : departmentsFor(actor, 'records.read');
  const lists = await selectLists(tx, departments);
  const due = await selectDue(tx, caseRows(actor, 'records.manage'), tokyoDate(new Date()), mostCounted);
  const classes = new Map<string, number>();
  for (const one of due) classes.set(one.class_title, (classes.get(one.class_title) ?? 0) + 1);
  touched('disposal-list', []);
  return {
    due: due.length,
    more: due.length === mostCounted,
    classes: [...classes],
    lists: lists.map((list) => ({
      id: list.id,
      kind: list.kind === 'erasure' ? '消去' : '期間満了',
      department: list.department_name ?? list.department,
      proposedAt: formatBoth(tokyoDate(list.proposed_at)),
      cases: list.listed + list.done,
      state: listState(list),
    })),
  };
});

export const action = guardStaff(
  { permission: 'records.manage' } satisfies RouteHandle<StaffPermission>,
  async (scene) => {
    const proposed = await proposeDisposal(deskOf(scene));
    scene.touched('disposal-list', proposed.ok ? [proposed.value.id] : [], [], 'disposal.propose');
    if (proposed.ok)
      throw redirect(`${href(staffPaths.recordsList, { list: proposed.value.id })}?done=proposed`, {
        status: 303,
      });
    const refused = refusal(proposed)!;
    return data(refused.said, { status: refused.status });
  },
);

export default function Records() {
  const { due, more, classes, lists } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const may = useMay();
  return (
    <Page title="保存と廃棄" crumbs={[{ to: staffPaths.home, text: 'ホーム' }]} wide>
      <ErrorSummary message={failed?.message} />
      {may('records.manage') && (
        <Section title="保存期間が終わった案件" id="due">
          {due === 0 ? (
            <p className="empty">
              保存期間が終わった案件はありません。期間は完結した年度の翌年度の4月1日から数えます。
            </p>
          ) : (
            <>
              <p>
                <b>{more ? `${due}件以上` : `${due}件`}</b>あります（
                {classes.map(([title, count]) => `${title} ${count}件`).join('、')}）。
              </p>
              <Form method="post">
                <Csrf />
                <button type="submit" className="button button-primary">
                  廃棄・移管の一覧を作る
                </button>
              </Form>
            </>
          )}
        </Section>
      )}
      <Section title="廃棄・移管の一覧" id="lists">
        {lists.length === 0 ? (
          <p className="empty">一覧はまだありません。</p>
        ) : (
          <ScrollBox label="廃棄・移管の一覧">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">作成日</th>
                  <th scope="col">所属</th>
                  <th scope="col">種別</th>
                  <th scope="col">件数</th>
                  <th scope="col">状態</th>
                </tr>
              </thead>
              <tbody>
                {lists.map((list) => (
                  <tr key={list.id}>
                    <td>
                      <Link to={href(staffPaths.recordsList, { list: list.id })}>{list.proposedAt}</Link>
                    </td>
                    <td>{list.department}</td>
                    <td>{list.kind}</td>
                    <td>{list.cases}件</td>
                    <td>{list.state}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </Section>
    </Page>
  );
}
