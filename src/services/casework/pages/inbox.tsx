/** The inbox: cases of the departments one reaches, with filters, search, saved filters, selection and a preview. */
import { useCallback, useMemo, useRef, useState } from 'react';
import { redirect, useLoaderData, useNavigate } from 'react-router';
import { coreQuery, filterParams, readCursor, readFilter, writeCursor } from '#core/cases';
import { deleteFilter, listCases, saveFilter, selectFilters } from '#core/cases.server';
import { definitionsOf } from '#core/definitions.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { departmentsFor } from '#core/policy.server';
import { tokyoDate } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Done, Page, useMay } from '#ui/staff';
import { caseLine } from '../case-lines.server.ts';
import { deskOf, textIn } from '../desk.server.ts';
import { caseHref } from '../views/case-link.tsx';
import { InboxFilters, SavedFilters } from '../views/inbox-filters.tsx';
import { InboxTable } from '../views/inbox-table.tsx';
import { Peek } from '../views/peek.tsx';
import { useListKeys } from '../views/use-list-keys.ts';
import { usePreview } from '../views/use-preview.ts';

export const handle = { permission: 'case.list', script: true } satisfies RouteHandle<StaffPermission>;

const pageSize = 50;

export const loader = guardStaff(handle, async ({ actor, tx, info, request, touched }) => {
  const today = tokyoDate(new Date());
  const search = new URL(request.url).searchParams;
  const filter = readFilter(search);
  const after = readCursor(search.get('after'));
  const definitions = await definitionsOf(tx, info.municipality);
  const inbox = await listCases(deskOf({ actor, tx, info }), {
    ...coreQuery(filter, today, actor.postId),
    after,
    limit: pageSize,
  });
  const reach = departmentsFor(actor, 'case.list');
  if (inbox.rows.length > 0)
    touched(
      'case',
      inbox.rows.map((row) => row.id),
      ['personal'],
    );
  return {
    filter,
    first: after === undefined,
    lines: inbox.rows.map((row) => caseLine(row, definitions, today)),
    total: inbox.total,
    next: inbox.next === null ? null : writeCursor(inbox.next),
    saved: await selectFilters(tx, actor.postId!),
    procedures: definitions
      .procedures(today)
      .filter((one) => one.body.app !== undefined)
      .map((one) => ({ id: one.body.id, title: one.body.title.ja })),
    departments: definitions
      .organisation(today)
      .departments.filter((one) => reach.includes(one.code))
      .map(({ code, name }) => ({ code, name })),
  };
});

/** Saving and dropping filters of the post; the list itself is acted on by `/cases/bulk`. */
export const action = guardStaff(handle, async ({ actor, tx, form }) => {
  const params = filterParams(readFilter(new URLSearchParams(textIn(form, 'filter'))));
  if (form.get('intent') === 'drop') await deleteFilter(tx, actor.postId!, textIn(form, 'id'));
  const name = textIn(form, 'name').trim().slice(0, 40);
  if (form.get('intent') === 'save' && name !== '') await saveFilter(tx, actor.postId!, name, params);
  throw redirect(
    href(staffPaths.cases, undefined, {
      ...params,
      done: form.get('intent') === 'drop' ? 'dropped' : 'saved',
    }),
    { status: 303 },
  );
});

const words = {
  saved: '絞り込みを保存しました。',
  dropped: '保存した絞り込みを消しました。',
  entered: '案件を登録しました。',
};

export default function Inbox() {
  const data = useLoaderData<typeof loader>();
  const { filter, lines, total, next, saved, first } = data;
  const may = useMay();
  const navigate = useNavigate();
  const search = useRef<HTMLInputElement>(null);
  const ids = useMemo(() => lines.map((line) => line.id), [lines]);
  const [preview, togglePreview] = usePreview();
  const open = useCallback((id: string) => void navigate(caseHref(id)), [navigate]);
  const toSearch = useCallback(() => search.current?.select(), []);
  const keys = useListKeys({ ids, open, togglePreview, search: toSearch });
  const [naming, setNaming] = useState(false);
  const params = filterParams(filter);
  const count = total > 1000 ? '1,000件以上' : `${total.toLocaleString('ja-JP')}件`;
  return (
    <Page
      title="案件一覧"
      wide
      actions={
        <>
          <button
            type="button"
            className="button button-quiet"
            aria-pressed={preview}
            onClick={togglePreview}
          >
            あらましを横に出す
          </button>
          {may('export.cases') && (
            <a className="button button-plain" href={href(staffPaths.exportNew, undefined, params)}>
              一覧を出力
            </a>
          )}
          {may('case.enter') && (
            <a className="button button-plain" href={staffPaths.newCase}>
              案件を入力する
            </a>
          )}
        </>
      }
    >
      <Done words={words} />
      <SavedFilters saved={saved} params={params} naming={naming} setNaming={setNaming} />
      <InboxFilters {...data} searchRef={search} />
      <p role="status" className="visually-hidden">
        {count}
      </p>
      <div className={preview ? 'split split-open' : 'split'}>
        <InboxTable lines={lines} count={count} keys={keys} />
        {preview && <Peek id={keys.at} />}
      </div>
      <nav className="below-list" aria-label="ページ">
        {first ? <span /> : <a href={href(staffPaths.cases, undefined, params)}>最初のページへ</a>}
        {next && <a href={href(staffPaths.cases, undefined, { ...params, after: next })}>次の{pageSize}件</a>}
      </nav>
    </Page>
  );
}
