/** 決裁箱: what waits for me and what I have to do with, box by box; yes is said here in two presses. */
import { data, Link, redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { approvalVerbs, type Box, boxes, boxWords } from '#core/record-process';
import { actOnApproval, countBoxes, inboxOf } from '#core/record-process.server';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Done, ErrorSummary, Page } from '#ui/staff';
import { deskOf, textIn } from '../desk.server.ts';
import { BoxList } from '../views/box-list.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

const perPage = 50;
const boxOf = (text: string | null): Box => boxes.find((one) => one === text) ?? 'turn';

export const loader = guardStaff(handle, async (scene) => {
  const search = new URL(scene.request.url).searchParams;
  const box = boxOf(search.get('box'));
  const desk = deskOf(scene);
  const page = must(await inboxOf(desk, box, { after: search.get('after'), limit: perPage }));
  scene.touched(
    'record',
    page.items.map((one) => one.recordId),
    [],
    'approval.list',
  );
  return { box, first: search.get('after') === null, counts: await countBoxes(desk), ...page };
});

export const action = guardStaff(handle, async (scene) => {
  const { form } = scene;
  const verb = approvalVerbs.find((one) => one === textIn(form, 'verb'));
  if (verb === undefined) return data({ message: 'この操作はありません。' }, { status: 422 });
  const done = await actOnApproval(deskOf(scene), textIn(form, 'app'), textIn(form, 'record'), {
    verb,
    seat: textIn(form, 'seat') || undefined,
    note: textIn(form, 'note').trim(),
    revision: Number.parseInt(textIn(form, 'revision'), 10),
  });
  if (done.ok)
    throw redirect(
      href(staffPaths.approvals, undefined, { box: boxOf(textIn(form, 'box')), done: `verb-${verb}` }),
      { status: 303 },
    );
  if (done.error.code === 'notFound') throw new Refusal(done.error);
  return data({ message: sentenceOf(done.error) }, { status: statusOf(done.error) });
});

const words = {
  empty: 'あなたの番の決裁は、いまはありません。',
  'verb-approve': '承認しました。次の人に知らせが届きます。',
  'verb-agree': '同意しました。',
  'verb-decide': '決裁しました。',
  'verb-deputyDecide': '代決しました。本来の決裁者に後閲を求めています。',
  'verb-postReview': '後閲しました。',
  'verb-read': '確認しました。',
};

export default function Approvals() {
  const { box, counts, items, next, first } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const counted = counts as Partial<Record<Box, number>>;
  return (
    <Page
      title="決裁箱"
      crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}
      errors={failed === undefined ? 0 : 1}
      wide
      actions={
        <Link className="button button-plain" to={staffPaths.approvalHistory}>
          決裁の記録
        </Link>
      }
    >
      <Done words={words} />
      <ErrorSummary message={failed?.message} />
      <nav className="studio-tabs" aria-label="決裁箱の分け方">
        <ul>
          {boxes.map((one) => (
            <li key={one}>
              <Link
                to={href(staffPaths.approvals, undefined, { box: one === 'turn' ? undefined : one })}
                aria-current={one === box ? 'page' : undefined}
              >
                {boxWords[one]}
                {counted[one] !== undefined && (
                  <span className="box-count">
                    {counted[one]}
                    <span className="visually-hidden">件</span>
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <BoxList key={`${box}-${items[0]?.approvalId ?? ''}`} box={box} items={items} />
      {(next !== null || !first) && (
        <p className="button-row">
          {!first && <Link to={href(staffPaths.approvals, undefined, { box })}>最初から</Link>}
          {next !== null && (
            <Link
              className="button button-plain"
              to={href(staffPaths.approvals, undefined, { box, after: next })}
            >
              次の{perPage}件
            </Link>
          )}
        </p>
      )}
    </Page>
  );
}
