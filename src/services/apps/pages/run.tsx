/** A run over many records: how far it is, what became of each, and back again. */
import { useEffect } from 'react';
import { data, Form, Link, redirect, useActionData, useLoaderData, useRevalidator } from 'react-router';
import { cancelBulk, runProgress, runResults } from '#core/entries.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { appError } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, Facts, Mark, ScrollBox, Section, Submit } from '#ui/staff';
import { appHeadData } from '../table/app-head-data.server.ts';
import { type AppScene, appOf, deskOf } from '../table/desk.server.ts';
import { restoreRun } from '../table/restore-run.server.ts';
import { AppHead } from '../views/app-head.tsx';
import { recordHref } from '../views/record-href.ts';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

/** Of the app of the address, and asked for by this person. */
async function runOf(scene: AppScene) {
  const open = await appOf(scene);
  const desk = deskOf(scene);
  const run = await runProgress(desk, scene.params.run ?? '');
  if (run === null || run.appId !== open.app.id) throw new Refusal(appError('notFound'));
  return { open, desk, run };
}

/** Refused records that are listed; who needs more finds them by the list. */
const mostListed = 500;

export const loader = guardStaff(handle, async (scene) => {
  const { open, desk, run } = await runOf(scene);
  const results = (await runResults(desk, run.id, 0, run.total)) ?? [];
  scene.touched('record-run', [open.app.id, run.id], [], 'record.readRun');
  const left = results.filter((one) => ['refused', 'conflict', 'missing'].includes(one.state));
  return {
    app: await appHeadData(open),
    run: {
      id: run.id,
      kind: run.kind,
      total: run.total,
      counts: run.counts,
      cancelled: run.cancelledAt !== null,
      finished: run.finishedAt !== null,
    },
    left: left.slice(0, mostListed).map(({ recordId, state, reason }) => ({ recordId, state, reason })),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const { open, desk, run } = await runOf(scene);
  const here = href(staffPaths.appRun, { app: open.app.id, run: run.id });
  const intent = scene.form.get('intent');
  if (intent === 'cancel') {
    await cancelBulk(desk, run.id);
    throw redirect(`${here}?done=cancelled`, { status: 303 });
  }
  if (intent !== 'restore' || run.kind !== 'delete') throw new Refusal(appError('notFound'));
  const restored = await restoreRun(desk, run);
  return data(restored, { status: 200 });
});

const words = { cancelled: 'やめました。済んだ分はそのままです。' };
const states: Record<string, string> = {
  refused: 'できません',
  conflict: '先に変えた人がいます',
  missing: '見つかりません',
};

export default function Run() {
  const { app, run, left } = useLoaderData<typeof loader>();
  const restored = useActionData<typeof action>();
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (run.finished) return;
    const timer = setInterval(() => void revalidate(), 1_500);
    return () => clearInterval(timer);
  }, [run.finished, revalidate]);
  const over = run.total - run.counts.waiting;
  const verb = run.kind === 'delete' ? '削除' : '変更';
  return (
    <AppHead app={app} title={`まとめて${verb}`}>
      <Done words={words} />
      {restored !== undefined && (
        <p className="done" role="status">
          {restored.restored.toLocaleString('ja-JP')}件を元に戻しました。
          {restored.left > 0 &&
            `${restored.left.toLocaleString('ja-JP')}件は戻せませんでした（ほかの人が消したか、権限がありません）。`}
        </p>
      )}
      <p role="status">
        <Mark tone={run.finished ? 'done' : 'work'}>
          {run.finished ? (run.cancelled ? 'やめました' : '終わりました') : 'しています'}
        </Mark>{' '}
        {over.toLocaleString('ja-JP')} / {run.total.toLocaleString('ja-JP')}件
        {!run.finished && <span className="quiet">　このページを閉じても、続きます。</span>}
      </p>
      {!run.finished && (
        <progress className="run-progress" max={run.total} value={over} aria-label="済んだ件数" />
      )}
      <Facts
        rows={[
          [`${verb}した`, `${run.counts.done.toLocaleString('ja-JP')}件`],
          run.counts.unchanged > 0 && [
            'もともと同じだった',
            `${run.counts.unchanged.toLocaleString('ja-JP')}件`,
          ],
          left.length > 0 && [
            'そのまま残した',
            `${(run.counts.refused + run.counts.conflict + run.counts.missing).toLocaleString('ja-JP')}件`,
          ],
        ]}
      />
      <Form method="post" className="button-row">
        <Csrf />
        {!run.finished && (
          <Submit kind="plain" name="intent" value="cancel">
            途中でやめる
          </Submit>
        )}
        {run.finished && run.kind === 'delete' && run.counts.done > 0 && restored === undefined && (
          <Submit kind="plain" name="intent" value="restore">
            削除した{run.counts.done.toLocaleString('ja-JP')}件を元に戻す
          </Submit>
        )}
        <Link className="button button-plain" to={href(staffPaths.app, { app: app.id })}>
          一覧に戻る
        </Link>
      </Form>
      {left.length > 0 && (
        <Section title="そのまま残したレコード" id="left">
          <ScrollBox label="そのまま残したレコードの表">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">レコード</th>
                  <th scope="col">結果</th>
                  <th scope="col">理由</th>
                </tr>
              </thead>
              <tbody>
                {left.map(({ recordId, state, reason }) => (
                  <tr key={recordId}>
                    <td>{state === 'missing' ? '―' : <Link to={recordHref(app.id, recordId)}>開く</Link>}</td>
                    <td>
                      <Mark tone="stopped">{states[state]}</Mark>
                    </td>
                    <td>{reason}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        </Section>
      )}
    </AppHead>
  );
}
