/** 「アプリを作る」: the apps one may build, by department; what is being drafted, what is out of use. */
import { useMemo, useState } from 'react';
import { Form, Link, redirect, useActionData, useLoaderData } from 'react-router';
import { createApp, readApp, restoreApp } from '#core/apps.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { appError, sentenceOf } from '#kernel/errors';
import { normaliseForSearch } from '#kernel/text';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, ErrorSummary, Page, Section, Submit } from '#ui/staff';
import { deskOf, textIn } from '../desk.server.ts';
import { homePage } from '../home-page.server.ts';
import { AppTable } from '../views/app-table.tsx';
import { FolderTree } from '../views/folder-tree.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => homePage(deskOf(scene)));

export const action = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const appId = textIn(scene.form, 'app');
  const intent = textIn(scene.form, 'intent');
  if (intent === 'copy') {
    const { body } = must(await readApp(desk, appId));
    const copied = await createApp(desk, { title: `${body.title.ja.slice(0, 90)}のコピー`, copyOf: appId });
    if (!copied.ok) return { message: sentenceOf(copied.error) };
    throw redirect(`${href(staffPaths.studioSettings, { app: copied.value.appId })}?done=copied`, {
      status: 303,
    });
  }
  if (intent !== 'restore') throw new Refusal(appError('notFound'));
  must(await restoreApp(desk, appId));
  throw redirect(`${staffPaths.studio}?done=restored`, { status: 303 });
});

const words = {
  retired: '使うのをやめました。記録と履歴は残っています。',
  restored: 'また使えるようにしました。',
  discarded: '下書きを取り消しました。',
};

export default function StudioHome() {
  const { apps, folders } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const [typed, setTyped] = useState('');
  const [folder, setFolder] = useState<string | null>(null);
  const shown = useMemo(() => {
    const sought = normaliseForSearch(typed).split(' ').filter(Boolean);
    const codes = folders.find((one) => one.code === folder)?.codes;
    return apps.filter((app) => {
      const text = normaliseForSearch(`${app.title} ${app.description} ${app.departmentName}`);
      return (
        sought.every((word) => text.includes(word)) && (codes === undefined || codes.includes(app.department))
      );
    });
  }, [apps, folders, typed, folder]);
  const living = shown.filter((app) => app.retired === null && app.version !== null);
  const drafts = shown.filter((app) => app.retired === null && app.version === null);
  const retired = shown.filter((app) => app.retired !== null);
  return (
    <Page
      title="アプリを作る"
      crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}
      wide
      actions={
        apps.length > 0 && (
          <>
            <Link className="button button-plain" to={staffPaths.studioTutorial}>
              練習
            </Link>
            <Link className="button button-plain" to={staffPaths.studioRegister}>
              業務アプリ台帳
            </Link>
            <Link className="button button-primary" to={staffPaths.studioNew}>
              新しいアプリを作る
            </Link>
          </>
        )
      }
    >
      <Done words={words} />
      <ErrorSummary message={failed?.message} />
      {apps.length === 0 ? (
        <FirstUse />
      ) : (
        <div className={folders.length > 1 ? 'studio-home studio-home-folders' : 'studio-home'}>
          {folders.length > 1 && (
            <FolderTree folders={folders} apps={apps} chosen={folder} onChoose={setFolder} />
          )}
          <div>
            <label className="studio-search">
              名前・説明・所管でさがす
              <input type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
            </label>
            <p className="visually-hidden" role="status">
              {shown.length}件
            </p>
            {shown.length === 0 && (
              <p className="empty">
                あてはまるアプリはありません。言葉を減らすか、所管を「すべて」にしてください。
              </p>
            )}
            {drafts.length > 0 && (
              <Section title="作りかけ（まだ公開していません）" id="drafts">
                <AppTable apps={drafts} label="作りかけのアプリの表" />
              </Section>
            )}
            {living.length > 0 && (
              <Section title="公開中" id="living">
                <AppTable apps={living} label="公開中のアプリの表" />
              </Section>
            )}
            {retired.length > 0 && (
              <Section title="使うのをやめたもの" id="retired">
                <ul className="plain-list studio-retired">
                  {retired.map((app) => (
                    <li key={app.appId}>
                      <div>
                        <b>{app.title}</b>
                        <span className="quiet">
                          {app.departmentName}　{app.retired?.at} {app.retired?.by}
                        </span>
                        {app.retired?.reason !== '' && <p>{app.retired?.reason}</p>}
                      </div>
                      <Form method="post">
                        <Csrf />
                        <input type="hidden" name="app" value={app.appId} />
                        <Submit kind="plain" name="intent" value="restore">
                          また使う
                          <span className="visually-hidden">：{app.title}</span>
                        </Submit>
                      </Form>
                    </li>
                  ))}
                </ul>
              </Section>
            )}
          </div>
        </div>
      )}
    </Page>
  );
}

/** Nothing is there yet: what this is good for, and the two ways to begin. */
function FirstUse() {
  return (
    <div className="studio-first">
      <p>
        紙の台帳やExcelで管理しているものを、課のみんなで使える業務アプリにできます。項目を並べて公開するだけで、一覧・検索・集計・権限・履歴がそろいます。
      </p>
      <p className="button-row">
        <Link className="button button-primary" to={staffPaths.studioNew}>
          新しいアプリを作る
        </Link>
        <Link className="button button-plain" to={staffPaths.studioTutorial}>
          練習してみる（10分）
        </Link>
      </p>
    </div>
  );
}
