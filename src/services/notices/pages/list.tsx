/** What I was told of, by record. */
import { Form, Link, redirect, useLoaderData } from 'react-router';
import { isKind, kindWords, noticeKinds } from '#core/notices';
import { listNotices, markRead } from '#core/notices.server';
import { guardStaff, namesOf } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatTokyoDateTime, tokyoDate } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, Mark, Page, Submit } from '#ui/staff';
import { groupTold } from '../notice-lines.ts';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, request, touched }) => {
  const search = new URL(request.url).searchParams;
  const kind = search.get('kind') ?? '';
  const filter = { unread: search.get('show') !== 'all', kind: isKind(kind) ? kind : null };
  const now = new Date();
  const desk = { tx, municipality: info.municipality, actor, touched };
  const { notices, hidden, more } = await listNotices(desk, filter);
  const staff = new Set(notices.flatMap((one) => one.by ?? []));
  const names = await namesOf(tx, { staff, departments: new Set(), groups: new Set() }, tokyoDate(now), 'ja');
  return {
    ...filter,
    hidden,
    more,
    until: now.toISOString(),
    groups: groupTold(
      notices.map((one) => ({
        ...one,
        by: one.by === null ? '' : (names.staff?.[one.by] ?? ''),
        at: formatTokyoDateTime(one.at),
      })),
    ),
  };
});

export const action = guardStaff(handle, async ({ actor, tx, info, form, touched }) => {
  const ids = form.getAll('notice').map(String);
  const until = new Date(String(form.get('until') ?? ''));
  const desk = { tx, municipality: info.municipality, actor, touched };
  await markRead(desk, ids.length === 0 ? null : ids, Number.isNaN(until.getTime()) ? new Date() : until);
  touched('notice', [], [], 'notice.read');
  const back = new URLSearchParams(String(form.get('back') ?? ''));
  const kind = back.get('kind') ?? undefined;
  throw redirect(
    href(staffPaths.notices, undefined, {
      show: back.get('show') === 'all' ? 'all' : undefined,
      kind,
      done: 'read',
    }),
    { status: 303 },
  );
});

export default function Notices() {
  const { groups, unread, kind, hidden, more, until } = useLoaderData<typeof loader>();
  const back = new URLSearchParams({
    ...(unread ? {} : { show: 'all' }),
    ...(kind ? { kind } : {}),
  }).toString();
  const to = (show: string | undefined, of: string | undefined) =>
    href(staffPaths.notices, undefined, { show, kind: of });
  const show = unread ? undefined : 'all';
  const open = groups.reduce((sum, one) => sum + one.unread, 0);
  return (
    <Page
      title="お知らせ"
      crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}
      actions={
        <>
          {open > 0 && (
            <Form method="post">
              <Csrf />
              <input type="hidden" name="until" value={until} />
              <input type="hidden" name="back" value={back} />
              <Submit kind="plain">すべて既読にする</Submit>
            </Form>
          )}
          <Link className="button button-plain" to={staffPaths.noticeSettings}>
            受け取り方
          </Link>
        </>
      }
    >
      <Done words={{ read: '既読にしました。' }} />
      <nav className="notice-filters" aria-label="お知らせの絞り込み">
        <ul>
          <li>
            <Link to={to(undefined, kind ?? undefined)} aria-current={unread ? 'true' : undefined}>
              未読
            </Link>
          </li>
          <li>
            <Link to={to('all', kind ?? undefined)} aria-current={unread ? undefined : 'true'}>
              すべて
            </Link>
          </li>
        </ul>
        <ul>
          <li>
            <Link to={to(show, undefined)} aria-current={kind === null ? 'true' : undefined}>
              どの種類も
            </Link>
          </li>
          {noticeKinds.map((one) => (
            <li key={one}>
              <Link to={to(show, one)} aria-current={kind === one ? 'true' : undefined}>
                {kindWords[one].name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {groups.length === 0 && (
        <p className="empty">
          {unread
            ? '未読のお知らせはありません。レコードを「フォロー」すると、変更やコメントがここに届きます。'
            : 'お知らせはありません。90日を過ぎたものは消えます。'}
        </p>
      )}
      <ol className="notice-list">
        {groups.map((group) => (
          <li key={group.key} className={group.unread > 0 ? 'notice notice-new' : 'notice'}>
            <div className="notice-head">
              <h2>
                <Link to={href(staffPaths.notice, { notice: group.first })} reloadDocument>
                  {group.title}
                </Link>
              </h2>
              {group.app !== '' && <span className="quiet">{group.app}</span>}
              {group.unread > 0 && <Mark tone="new">未読 {group.unread}</Mark>}
            </div>
            <ul className="notice-lines">
              {group.lines.slice(0, 5).map((line) => (
                <li key={line.id}>
                  <span>{line.text}</span>
                  <time className="quiet">{line.at}</time>
                </li>
              ))}
              {group.lines.length > 5 && <li className="quiet">ほか {group.lines.length - 5} 件</li>}
            </ul>
            {group.unread > 0 && (
              <Form method="post">
                <Csrf />
                <input type="hidden" name="until" value={until} />
                <input type="hidden" name="back" value={back} />
                {group.lines.map((line) => (
                  <input key={line.id} type="hidden" name="notice" value={line.id} />
                ))}
                <button type="submit" className="button button-quiet">
                  既読にする<span className="visually-hidden">：{group.title}</span>
                </button>
              </Form>
            )}
          </li>
        ))}
      </ol>
      {more && <p className="note">新しい200件までを出しています。種類で絞り込んでください。</p>}
      {hidden > 0 && (
        <p className="note">
          いまの役職では見られないお知らせが {hidden}{' '}
          件あります。ほかの役職に替えるか、アプリの管理者に確かめてください。
        </p>
      )}
    </Page>
  );
}
