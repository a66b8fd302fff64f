/** 見直して公開: what would change for whom, what has to be mended first, and how far the publishing is. */
import { useEffect } from 'react';
import { data, Link, redirect, useActionData, useLoaderData, useRevalidator } from 'react-router';
import { discardDraft, publishDraft } from '#core/apps.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { appError, sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, ErrorSummary, Field, KeptForm, Section, Submit } from '#ui/staff';
import { deskOf, textIn } from '../desk.server.ts';
import { reviewPage } from '../review-page.server.ts';
import { studioHead } from '../studio-head.server.ts';
import { ProblemList } from '../views/problem-list.tsx';
import { PublicationState } from '../views/publication-state.tsx';
import { StudioPage, studioApp } from '../views/studio-head.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const { head, app } = must(await studioHead(desk, scene.params.app ?? ''));
  const asked = new URL(scene.request.url).searchParams.get('publication');
  return { head, ...must(await reviewPage(desk, app, asked)) };
});

export const action = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const appId = scene.params.app ?? '';
  const revision = Number(textIn(scene.form, 'revision'));
  const intent = textIn(scene.form, 'intent');
  const note = textIn(scene.form, 'note').slice(0, 500);
  const { app } = must(await studioHead(desk, appId));
  // Somebody else published or threw it away meanwhile.
  if (app.draft === null)
    return refused(appError('conflict', '下書きはもうありません。画面をひらき直してください。'));
  if (intent === 'discard') {
    const done = await discardDraft(desk, { appId, revision });
    if (!done.ok) return refused(done.error);
    // An app that was never published is gone with its draft.
    throw redirect(
      app.published === null
        ? `${staffPaths.studio}?done=discarded`
        : `${href(staffPaths.studioReview, { app: appId })}?done=discarded`,
      { status: 303 },
    );
  }
  if (intent !== 'publish') throw new Refusal(appError('notFound'));
  const asked = await publishDraft(desk, { appId, revision, note });
  if (!asked.ok) return refused(asked.error);
  throw redirect(href(staffPaths.studioReview, { app: appId }, { publication: asked.value.publicationId }), {
    status: 303,
  });
});

function refused(error: Parameters<typeof sentenceOf>[0]) {
  if (error.code === 'notFound') throw new Refusal(error);
  return data({ message: sentenceOf(error) }, { status: statusOf(error) });
}

export default function StudioReview() {
  const { head, review, publication } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!head.publishing) return;
    const timer = setInterval(() => void revalidate(), 1_000);
    return () => clearInterval(timer);
  }, [head.publishing, revalidate]);
  const errors = review?.errors.length ?? 0;
  return (
    <StudioPage head={head} tab="review" errors={errors}>
      <Done words={{ discarded: '下書きを取り消しました。公開している版はそのままです。' }} />
      <ErrorSummary message={failed?.message} />
      {publication !== null && <PublicationState head={head} publication={publication} />}
      {review === null && publication === null && (
        <p className="empty">
          公開していない変更はありません。<Link to={studioApp(head.appId)}>フォーム</Link>
          や設定を変えると、ここで見直して公開できます。
        </p>
      )}
      {review !== null && (
        <>
          {errors > 0 && (
            <Section title="公開する前に直すところ" id="errors">
              <ProblemList appId={head.appId} problems={review.errors} tone="alert" />
            </Section>
          )}
          {(review.warnings.length > 0 || review.effects.length > 0) && (
            <Section title="確かめてほしいこと" id="effects">
              <ul className="studio-effects">
                {review.effects.map((one) => (
                  <li key={one.text}>
                    {one.text}
                    {one.examples.length > 0 && <Examples appId={head.appId} ids={one.examples} />}
                  </li>
                ))}
              </ul>
              <ProblemList appId={head.appId} problems={review.warnings} tone="waiting" />
            </Section>
          )}
          <Section title="公開すると変わること" id="changes">
            {review.changes.length === 0 ? (
              <p>公開している版と同じ内容です。</p>
            ) : (
              <ul className="studio-effects">
                {review.changes.map((one) => (
                  <li key={one.text}>{one.text}</li>
                ))}
              </ul>
            )}
            {head.version !== null && (
              <p className="quiet">いまある記録は {review.records.toLocaleString('ja-JP')}件です。</p>
            )}
          </Section>
          {errors === 0 && (
            <KeptForm name="publish" className="studio-publish">
              <Csrf />
              <input type="hidden" name="revision" value={head.draft?.revision ?? 0} />
              <Field label="変更のメモ" optional help="版の一覧に残ります。例：受付窓口の項目を加えた">
                <input id="note" type="text" name="note" maxLength={500} />
              </Field>
              <Submit name="intent" value="publish">
                {head.version === null ? 'このアプリを公開する' : `第${head.version + 1}版として公開する`}
              </Submit>
            </KeptForm>
          )}
          <KeptForm name="discard" className="studio-discard">
            <Csrf />
            <input type="hidden" name="revision" value={head.draft?.revision ?? 0} />
            <details>
              <summary>下書きを取り消す</summary>
              <p>
                {head.version === null
                  ? 'まだ公開していないので、このアプリはなくなります。'
                  : `公開していない変更がすべてなくなり、第${head.version}版に戻ります。`}
                取り消したあとは戻せません。
              </p>
              <Submit kind="danger" name="intent" value="discard">
                「{head.title}」の下書きを取り消す
              </Submit>
            </details>
          </KeptForm>
        </>
      )}
    </StudioPage>
  );
}

/** Records as they are named by their place alone: what stands in them is read with the rights of the record. */
function Examples({ appId, ids }: { appId: string; ids: readonly string[] }) {
  return (
    <span className="studio-examples">
      例：
      {ids.map((id, index) => (
        <Link key={id} to={`/apps/${encodeURIComponent(appId)}/records/${id}`}>
          記録{index + 1}
        </Link>
      ))}
    </span>
  );
}
