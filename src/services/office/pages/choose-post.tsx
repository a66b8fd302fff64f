/** The post one acts in: chosen after signing in, changed later from the header. */
import { Form, redirect, useLoaderData } from 'react-router';
import { choosePost, guardStaff, selectPosts } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import { fail } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { staffPaths } from '#ui/paths';
import { Csrf, Page } from '#ui/staff';
import { safeReturn } from '../return-path.ts';

export const handle = { permission: 'session.post', script: true } satisfies RouteHandle<StaffPermission>;

const kinds = { main: '本務', concurrent: '兼務', joint: '併任' } as const;

export const loader = guardStaff(handle, async ({ actor, tx, request }) => {
  const posts = await selectPosts(tx, actor.id!, tokyoDate(new Date()));
  return {
    name: actor.name,
    current: actor.postId,
    returnTo: safeReturn(new URL(request.url).searchParams.get('return')),
    posts: posts.map(({ id, departmentName, position, kind }) => ({
      id,
      departmentName,
      position,
      kind: kinds[kind],
    })),
  };
});

export const action = guardStaff(handle, async ({ actor, tx, form }) => {
  const wanted = String(form.get('post') ?? '');
  const post = (await selectPosts(tx, actor.id!, tokyoDate(new Date()))).find((one) => one.id === wanted);
  if (post === undefined || actor.sessionHash === null) return must(fail('notFound'));
  await choosePost(tx, actor.sessionHash, post.id);
  throw redirect(safeReturn(String(form.get('return') ?? '/')), { status: 303 });
});

export default function ChoosePost() {
  const { name, posts, current, returnTo } = useLoaderData<typeof loader>();
  return (
    <div className="narrow page">
      <Page
        title="どの役職で仕事をしますか"
        crumbs={current === null ? undefined : [{ to: staffPaths.home, text: 'ホーム' }]}
      >
        <p>
          {name}
          さん。見られる案件と、できることは、役職で変わります。操作の記録にも、ここで選んだ役職が残ります。
        </p>
        {posts.length === 0 ? (
          <p className="empty">今日付けの役職がありません。人事の担当に、発令の登録を確かめてください。</p>
        ) : (
          <Form method="post">
            <Csrf />
            <input type="hidden" name="return" value={returnTo} />
            <ul className="plain-list post-list">
              {posts.map((post) => (
                <li key={post.id}>
                  <button
                    type="submit"
                    name="post"
                    value={post.id}
                    className="post-button"
                    aria-current={post.id === current || undefined}
                  >
                    <b>
                      {post.departmentName} {post.position}
                    </b>
                    <span className="quiet">
                      {post.kind}
                      {post.id === current && '・いまの役職'}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </Form>
        )}
      </Page>
    </div>
  );
}
