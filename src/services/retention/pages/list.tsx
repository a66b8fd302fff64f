/** One list: its cases by number, looked through before the first approval, approved twice, carried out, proven. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { approveDisposal, confirmArchive, dropDisposal, openList, reviewItem } from '#core/retention.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Done, ErrorSummary, Facts, Page, Section } from '#ui/staff';
import { deskOf, refusal, textIn } from '../desk.server.ts';
import { type ListPage, listPage } from '../list-page.server.ts';
import { ListActs } from '../views/list-acts.tsx';
import { ListItems } from '../views/list-items.tsx';

export const handle = { permission: 'records.read', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const page = await listPage(deskOf(scene), scene.params.list ?? '');
  scene.touched('disposal-list', [page.id]);
  return page;
});

const words = {
  proposed: '一覧を作りました。内容を確かめて、所属長の承認を受けてください。',
  first: '承認しました。次に文書管理者が承認します。',
  second: '承認しました。廃棄はこのあと自動で行われます。',
  reviewed: '一覧を変えました。',
  dropped: '一覧を取り下げました。案件は次の一覧に載ります。',
  confirmed: '公文書館の受領を記録しました。案件はこのあと消えます。',
};

export const action = guardStaff(handle, async (scene) => {
  const { params, form, touched } = scene;
  const desk = deskOf(scene);
  const list = params.list ?? '';
  must(await openList(desk, list));
  const intent = textIn(form, 'intent');
  touched('disposal-list', [list], [], `disposal.${intent}`);
  const back = (done: string) =>
    redirect(`${href(staffPaths.recordsList, { list })}?done=${done}`, { status: 303 });
  if (intent === 'approve') {
    const done = await approveDisposal(desk, list);
    if (done.ok) throw back(done.value.step);
    return answer(done);
  }
  const acts = {
    drop: ['dropped', () => dropDisposal(desk, list)],
    confirm: ['confirmed', () => confirmArchive(desk, list, textIn(form, 'receivedBy'))],
    review: [
      'reviewed',
      () => {
        const caseId = textIn(form, 'case');
        const to = textIn(form, 'to');
        return reviewItem(desk, list, caseId, {
          exclude: to === 'exclude',
          ...(to === 'transfer' || to === 'dispose' ? { action: to } : {}),
          reason: textIn(form, `reason-${caseId}`),
        });
      },
    ],
  } as const;
  const act = Object.hasOwn(acts, intent) ? acts[intent as keyof typeof acts] : undefined;
  if (act === undefined) return answer({ ok: false, error: { code: 'invalid' } });
  const done = await act[1]();
  if (done.ok) throw back(act[0]);
  return answer(done);
});

function answer(result: Parameters<typeof refusal>[0]) {
  const refused = refusal(result)!;
  return data(refused.said, { status: refused.status });
}

export default function DisposalList() {
  const page = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <Page
      title="廃棄・移管の一覧"
      crumb={page.proposed.split('　')[0]}
      crumbs={[{ to: staffPaths.records, text: '保存と廃棄' }]}
      errors={failed ? 1 : 0}
      wide
      actions={
        <button type="button" className="button button-quiet" onClick={() => window.print()}>
          印刷
        </button>
      }
    >
      <Done words={words} />
      <ErrorSummary message={failed?.message} issues={failed?.issues} />
      <Facts
        rows={[
          ['状態', page.state],
          ['所属', page.department],
          ['根拠', page.basis],
          ['作成', page.proposed],
          ['一人目の承認', page.first ?? 'まだ'],
          ['二人目の承認', page.second ?? 'まだ'],
          page.finished !== null && ['実施を終えた日', page.finished],
          page.proof !== null && ['実施の証明', <Proof key="p" proof={page.proof} />],
        ]}
      />
      <ListActs page={page} issues={failed?.issues} />
      <Section title="案件" id="items">
        <ListItems page={page} />
      </Section>
    </Page>
  );
}

function Proof({ proof }: { proof: NonNullable<ListPage['proof']> }) {
  return (
    <>
      {proof.cases}件　<code className="digest">{proof.digest}</code>
    </>
  );
}
