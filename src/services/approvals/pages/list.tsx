/** 決裁箱: what waits for me and what I have to do with, box by box; yes is said here in two presses. */
import { data, Link, redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import {
  approvalVerbs,
  boxes,
  boxQuery,
  boxWords,
  narrows,
  readBoxAsked,
  verbDoneAs,
} from '#core/record-process';
import { actOnApproval, countBoxes, inboxOf, partsOfBox } from '#core/record-process.server';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Done, ErrorSummary, Page } from '#ui/staff';
import { deskOf, textIn } from '../desk.server.ts';
import { BoxFilterForm } from '../views/box-filter.tsx';
import { BoxList } from '../views/box-list.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

const perPage = 50;

export const loader = guardStaff(handle, async (scene) => {
  const asked = readBoxAsked(new URL(scene.request.url).searchParams);
  const desk = deskOf(scene);
  const { box, after } = asked;
  const page = must(await inboxOf(desk, box, { after, limit: perPage, only: asked }));
  scene.touched(
    'record',
    page.items.map((one) => one.recordId),
    [],
    'approval.list',
  );
  const counts = await countBoxes(desk);
  return { asked, counts, parts: await partsOfBox(desk, box, asked), ...page };
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
  // The same part of the same box: whoever goes through three hundred stays where they are.
  const asked = boxQuery(readBoxAsked(new URL(scene.request.url).searchParams));
  if (done.ok)
    throw redirect(href(staffPaths.approvals, undefined, { ...asked, done: `verb-${verb}` }), {
      status: 303,
    });
  if (done.error.code === 'notFound') throw new Refusal(done.error);
  return data({ message: sentenceOf(done.error) }, { status: statusOf(done.error) });
});

const words = {
  empty: 'あなたの番の決裁は、いまはありません。',
  ...verbDoneAs('verb', (said) => said),
  ...verbDoneAs('last', (said) => `${said}これで全部です。`),
  ...verbDoneAs('end', (said) => `${said}最後まで来ました。とばしたものは、ここに残っています。`),
  end: '最後まで来ました。とばしたものは、ここに残っています。',
};

/** So many are seen at a glance. */
const few = 5;
const many = 1_000;
const countText = (count: number): string => (count >= many ? `${many - 1}+` : String(count));

export default function Approvals() {
  const { asked, counts, parts, items, next } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { box, after } = asked;
  const begin = boxQuery({ ...asked, after: null });
  return (
    <Page
      title="決裁箱"
      crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}
      errors={failed === undefined ? 0 : 1}
      wide
      actions={
        <>
          <Link className="button button-plain" to={staffPaths.approvalMoved}>
            回議先の変更
          </Link>
          <Link className="button button-plain" to={staffPaths.approvalHistory}>
            決裁の記録
          </Link>
        </>
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
                <span className="box-count">
                  {countText(counts[one])}
                  <span className="visually-hidden">件</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {(counts[box] > few || narrows(asked)) && (
        <BoxFilterForm asked={asked} parts={parts} count={countText(parts.count)} />
      )}
      <BoxList key={box} asked={asked} items={items} />
      {(next !== null || after !== null) && (
        <p className="button-row box-pages">
          {after !== null && (
            <Link className="button button-quiet" to={href(staffPaths.approvals, undefined, begin)}>
              最初から
            </Link>
          )}
          {next !== null && (
            <Link
              className="button button-plain"
              to={href(staffPaths.approvals, undefined, { ...begin, after: next })}
            >
              次の{perPage}件
            </Link>
          )}
        </p>
      )}
    </Page>
  );
}
