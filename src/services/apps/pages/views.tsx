/** Every view of an app that one may use: lists, pivots and charts, of the app, shared and one's own. */
import { Form, Link, redirect, useLoaderData, useSearchParams } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { deleteView, restoreView, saveView, type UsableView, viewsFor } from '#core/saved-views.server';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, Mark, Section } from '#ui/staff';
import { kindWords } from '../charts/editor-model.ts';
import { appHeadData } from '../table/app-head-data.server.ts';
import { appOf } from '../table/desk.server.ts';
import { AppHead } from '../views/app-head.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  const views = await viewsFor(open);
  scene.touched('view', [open.app.id], [], 'view.list');
  return {
    app: await appHeadData(open),
    views: views.map(({ id, title, origin, view, lost, first, mayEdit }) => ({
      id,
      title,
      origin,
      kind: view.kind,
      lost,
      first,
      mayEdit,
    })),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const open = await appOf(scene);
  const { form } = scene;
  const id = String(form.get('view') ?? '');
  const list = (query: Record<string, string>) =>
    redirect(href(staffPaths.appViews, { app: open.app.id }, query), { status: 303 });
  switch (form.get('intent')) {
    case 'delete':
      must(await deleteView(open, id));
      scene.touched('view', [open.app.id, id], [], 'view.delete');
      return list({ done: 'deleted', undo: id });
    case 'restore':
      must(await restoreView(open, id));
      scene.touched('view', [open.app.id, id], [], 'view.restore');
      return list({ done: 'restored' });
    case 'copy': {
      const found = (await viewsFor(open)).find((one) => one.id === id);
      if (found === undefined) throw new Refusal(appError('notFound'));
      const title = `${found.title}のコピー`.slice(-60);
      const copy = must(
        await saveView(open, { title, view: found.view, shared: false, audience: {}, first: false }),
      );
      scene.touched('view', [open.app.id, copy], [], 'view.save');
      return redirect(href(staffPaths.appViewEdit, { app: open.app.id, view: copy }, { done: 'copied' }), {
        status: 303,
      });
    }
    default:
      throw new Refusal(appError('invalid'));
  }
});

const words = {
  saved: '保存しました。',
  deleted: '消しました。30日のあいだは、元に戻せます。',
  restored: '元に戻しました。',
};
const origins: Record<UsableView['origin'], string> = {
  own: '自分用',
  shared: '共有',
  app: 'アプリに初めからあるもの',
};
type Line = Awaited<ReturnType<typeof loader>>['views'][number];

export default function Views() {
  const { app, views } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const undo = search.get('undo');
  return (
    <AppHead
      app={app}
      title="一覧・グラフ・集計"
      actions={
        <Link className="button button-plain" to={href(staffPaths.appViewNew, { app: app.id })}>
          一覧・グラフを作る
        </Link>
      }
    >
      <Done
        words={words}
        undo={(done) =>
          done === 'deleted' && undo !== null ? (
            <Form method="post">
              <Csrf />
              <input type="hidden" name="view" value={undo} />
              <button type="submit" name="intent" value="restore" className="button button-quiet">
                元に戻す
              </button>
            </Form>
          ) : null
        }
      />
      {(['own', 'shared', 'app'] as const).map((origin) => {
        const lines = views.filter((one) => one.origin === origin);
        if (lines.length === 0 && origin !== 'own') return null;
        return (
          <Section key={origin} title={origins[origin]} id={`views-${origin}`}>
            {lines.length === 0 ? (
              <p className="empty">
                まだありません。よく使う絞り込みや集計を保存しておくと、一度で開けます。
                <Link to={href(staffPaths.appViewNew, { app: app.id })}>新しく作る</Link>
              </p>
            ) : (
              <ul className="view-lines">
                {lines.map((one) => (
                  <ViewLine key={one.id} app={app.id} line={one} />
                ))}
              </ul>
            )}
          </Section>
        );
      })}
    </AppHead>
  );
}

function ViewLine({ app, line }: { app: string; line: Line }) {
  const { id, title, kind, first, lost, mayEdit } = line;
  return (
    <li>
      <span className="view-name">
        <Link to={href(staffPaths.appView, { app, view: id })}>{title}</Link>
        <span className="quiet">{kindWords[kind]}</span>
        {first && <Mark tone="work">はじめに開く</Mark>}
        {lost > 0 && <Mark tone="alert">外れた項目あり</Mark>}
      </span>
      <Form method="post" className="button-row">
        <Csrf />
        <input type="hidden" name="view" value={id} />
        {kind === 'table' && (
          <Link className="button button-quiet" to={href(staffPaths.appPrint, { app }, { view: id })}>
            印刷<span className="visually-hidden">：{title}</span>
          </Link>
        )}
        {mayEdit && (
          <Link className="button button-quiet" to={href(staffPaths.appViewEdit, { app, view: id })}>
            直す<span className="visually-hidden">：{title}</span>
          </Link>
        )}
        <button type="submit" name="intent" value="copy" className="button button-quiet">
          コピー<span className="visually-hidden">：{title}</span>
        </button>
        {mayEdit && (
          <button type="submit" name="intent" value="delete" className="button button-quiet">
            消す<span className="visually-hidden">：{title}</span>
          </button>
        )}
      </Form>
    </li>
  );
}
