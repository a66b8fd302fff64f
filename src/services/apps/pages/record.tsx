/** A record of a work app: what it holds, what happened to it, what is said about it. */
import { useMemo } from 'react';
import {
  data,
  Form,
  Link,
  redirect,
  useActionData,
  useLoaderData,
  useNavigate,
  useSearchParams,
} from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, ErrorSummary, Page, Section, type Shortcut, useShortcuts } from '#ui/staff';
import { paperDone } from '../papers/done-words.ts';
import { papersPart } from '../papers/papers.server.ts';
import { Papers } from '../papers/views/papers.tsx';
import { boxOf } from '../process/box-of.ts';
import { processDone } from '../process/done-words.ts';
import { processPanel } from '../process/panel.server.ts';
import { maySet, wayOf } from '../process/standing.ts';
import { ProcessPanel } from '../process/views/process-panel.tsx';
import { actOnRecord } from '../record/act-on-record.server.ts';
import { recordPage } from '../record/record-page.server.ts';
import { useForgetKept } from '../record/use-kept.ts';
import { appHref } from '../record/views/crumbs.ts';
import { FactValue } from '../record/views/fact-value.tsx';
import { History } from '../record/views/history.tsx';
import { Links } from '../record/views/links.tsx';
import { Merged } from '../record/views/merged.tsx';
import { NeighbourLinks } from '../record/views/neighbour-links.tsx';
import { SealedValue } from '../record/views/sealed-value.tsx';
import { ShelterNote } from '../record/views/shelter.tsx';
import { Comments, Following } from '../record/views/talk.tsx';
import { WhoIsHere } from '../record/views/who-is-here.tsx';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { page, moved } = must(await recordPage(scene));
  const to = href(staffPaths.record, { app: page.appId, record: page.id }, { done: 'moved' });
  if (moved) throw redirect(to, { status: 302 });
  return {
    ...page,
    panel: must(await processPanel(scene, page.appId, page.id)),
    papers: must(await papersPart(scene, page.appId, page.id)),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const done = await actOnRecord(scene);
  if (done.ok) throw redirect(done.value, { status: 303 });
  const { error } = done;
  if (error.code === 'notFound') must(done);
  return data(
    { issues: error.issues ?? [], message: sentenceOf(error) },
    { status: error.code === 'conflict' ? 409 : 422 },
  );
});

const words = {
  ...processDone,
  ...paperDone,
  added: '追加しました。',
  saved: '保存しました。',
  merged: '保存しました。その間にほかの人も変えていましたが、両方の変更が入っています。',
  unchanged: '変わったところがなかったので、何も保存していません。',
  emptied: '空にしました。まちがえたときは「自分の変更を取り消す」で戻せます。',
  undone: '自分の変更を取り消しました。',
  restored: 'ごみ箱から戻しました。',
  moved: '開こうとしたレコードは、このレコードに統合されています。',
  united: '統合しました。統合されたレコードの番号で開いても、このレコードが出ます。',
  commented: 'コメントを残しました。',
  withdrawn: 'コメントを取り下げました。',
  followed: 'このレコードが変わると、知らせが届きます。',
  unfollowed: '知らせを止めました。',
  linked: '結び付けました。',
  unlinked: '結び付きを外しました。',
  asked: '支援措置の担当者に、審査を頼みました。',
};

export default function RecordView() {
  const page = useLoaderData<typeof loader>();
  const back = useActionData<typeof action>();
  const { appId, id, may } = page;
  const place = { app: appId, record: id };
  useForgetKept(appId, id);
  const navigate = useNavigate();
  const box = boxOf(useSearchParams()[0]);
  const edit = href(staffPaths.recordEdit, place);
  const way = wayOf(page.panel);
  const correcting = maySet(page.panel, 'correctFormally');
  useShortcuts(
    useMemo<Shortcut[]>(
      () => [
        ...(may.edit && way !== 'over'
          ? [{ keys: 'e', label: '編集する', run: () => void navigate(edit) }]
          : []),
        { keys: 'u', label: '一覧へ戻る', run: () => void navigate(appHref(appId)) },
        {
          keys: 'c',
          label: 'コメントを書く',
          run: () => document.querySelector<HTMLElement>('#comments textarea')?.focus(),
        },
      ],
      [may.edit, way, edit, appId, navigate],
    ),
  );
  return (
    <Page
      title={page.title}
      wide
      crumbs={[
        { to: staffPaths.apps, text: '業務アプリ' },
        { to: appHref(appId), text: page.appTitle },
      ]}
      errors={back?.issues.length ?? 0}
      actions={
        <>
          {may.edit && way !== 'over' && (
            <Link className={way === null ? 'button button-primary' : 'button button-plain'} to={edit}>
              編集
            </Link>
          )}
          {correcting && (
            <Link className="button button-plain" to={edit}>
              字句を訂正する
            </Link>
          )}
          {may.add && (
            <Link
              className="button button-plain"
              to={href(staffPaths.recordNew, { app: appId }, { from: id })}
            >
              コピーして追加
            </Link>
          )}
          <Link className="button button-plain" to={href(staffPaths.recordPrint, place)}>
            印刷
          </Link>
          {may.undo && way !== 'over' && (
            <Form method="post" className="inline-form">
              <Csrf />
              <input type="hidden" name="intent" value="undo" />
              <button type="submit" className="button button-plain">
                自分の変更を取り消す
              </button>
            </Form>
          )}
          {may.delete && way !== 'over' && way !== 'runs' && (
            <Form method="post" className="inline-form">
              <Csrf />
              <input type="hidden" name="intent" value="delete" />
              <input type="hidden" name="revision" value={page.revision} />
              <button type="submit" className="button button-danger">
                ごみ箱に入れる
              </button>
            </Form>
          )}
        </>
      }
    >
      <div className="record-around">
        {box === null && <NeighbourLinks appId={appId} record={id} />}
        <WhoIsHere appId={appId} record={id} editing={false} />
      </div>
      <Done words={words} />
      {page.shelter !== null && <ShelterNote shelter={page.shelter} issues={back?.issues} />}
      <Merged page={page} />
      {back !== undefined && (
        <ErrorSummary
          issues={back.issues}
          message={back.message}
          ids={(path) =>
            path === 'body'
              ? 'comments'
              : path.startsWith('paper')
                ? 'papers'
                : path === 'examinationReason'
                  ? path
                  : 'process-note'
          }
        />
      )}
      <div className="record">
        <div className="record-main">
          {page.panel !== null && (
            <ProcessPanel
              panel={page.panel}
              issue={back?.issues.find((one) => one.path === 'note')?.message}
            />
          )}
          <Papers part={page.papers} place={place} issues={back?.issues} />
          {page.sections.map((section) => (
            <Section key={section.key} title={section.title}>
              <dl className="record-facts">
                {section.rows.map((fact) => (
                  <div
                    key={fact.row.name}
                    className={fact.row.lines.length > 0 || fact.related ? 'record-fact-wide' : undefined}
                  >
                    <dt>{fact.row.label.ja}</dt>
                    <dd>
                      <FactValue
                        fact={fact}
                        place={{ appId, id }}
                        reveal={(one) => (
                          <SealedValue
                            appId={appId}
                            record={id}
                            path={one.row.name}
                            label={one.row.label.ja}
                            empties={page.emptiable.includes(one.row.name) ? page.revision : null}
                          />
                        )}
                      />
                    </dd>
                  </div>
                ))}
              </dl>
            </Section>
          ))}
        </div>
        <div className="record-side">
          <Following following={page.following} />
          <Links page={page} />
          <Comments page={page} issues={back?.issues} />
          <History history={page.history} place={place} />
          {may.askWho && (
            <p className="record-who">
              <Link to={href(staffPaths.studioAccessRecord, place)}>
                このレコードを見られる人と、その理由
              </Link>
            </p>
          )}
        </div>
      </div>
    </Page>
  );
}
