/** The same change to many records through the API: asked for, watched, called off. */
import type { z } from 'zod';
import {
  cancelBulk,
  type EntryError,
  type RunProgress,
  runProgress,
  runResults,
  type Selection,
  startBulkDelete,
  startBulkEdit,
} from '#core/entries.server';
import { staffRoute } from '#core/integrations.server';
import { err, fail, ok, type Result } from '#kernel/result';
import { answered, appIn, appParam, entryDesk, fieldsOf, valuesOf } from './api-desk.server.ts';
import * as model from './api-write-model.server.ts';

const about = {
  tag: '業務アプリの一括処理',
  permission: 'app.use',
  params: { ...appParam, run: 'uuid' },
} as const;
const noRun = fail('notFound');

/** Records, or a question: a run over everything is asked for by a filter that is always true, never by leaving it out. */
function selectionIn({
  records,
  view,
  filter,
  search,
}: z.output<typeof model.bulkDelete>): Result<Selection> {
  const asks = [view, filter, search].some((one) => one !== undefined);
  if ((records === undefined) !== asks)
    return fail('invalid', undefined, [
      { path: 'records', message: 'records か、view・filter・search の、どちらかを書いてください。' },
    ]);
  return ok(records === undefined ? { view, filter, search } : { ids: records });
}

const written = (run: RunProgress) => ({
  id: run.id,
  app: run.appId,
  kind: run.kind,
  total: run.total,
  counts: run.counts,
  askedAt: run.askedAt.toISOString(),
  cancelledAt: run.cancelledAt?.toISOString() ?? null,
  finishedAt: run.finishedAt?.toISOString() ?? null,
});

export const runRoutes = [
  staffRoute({
    ...about,
    id: 'startBulkEdit',
    method: 'POST',
    path: '/apps/:app/bulk-edits',
    scope: 'apps:write',
    cost: 10,
    summary: { ja: '多くのレコードの同じ項目を変更する', en: 'Change the same fields of many records' },
    status: 201,
    body: model.bulkEdit,
    response: model.runStarted,
    errors: ['forbidden'],
    location: ({ id }) => `/record-runs/${id}`,
    async handle(scene) {
      const known = await fieldsOf(scene);
      if (!known.ok) return known;
      const fields = known.value;
      const selection = selectionIn(scene.body);
      if (!selection.ok) return selection;
      const values = await valuesOf(scene, fields, scene.body.values);
      if (!values.ok) return values;
      const started = await startBulkEdit(entryDesk(scene), appIn(scene), selection.value, values.value);
      if (started.ok) return started;
      const told = answered(fields, values.value, err(started.error as EntryError));
      return told.ok ? started : told;
    },
  }),
  staffRoute({
    ...about,
    id: 'startBulkDelete',
    method: 'POST',
    path: '/apps/:app/bulk-deletions',
    scope: 'apps:write',
    cost: 10,
    summary: { ja: '多くのレコードをごみ箱に入れる', en: 'Put many records into the trash' },
    status: 201,
    body: model.bulkDelete,
    response: model.runStarted,
    errors: ['forbidden'],
    location: ({ id }) => `/record-runs/${id}`,
    async handle(scene) {
      const selection = selectionIn(scene.body);
      return selection.ok ? startBulkDelete(entryDesk(scene), appIn(scene), selection.value) : selection;
    },
  }),
  staffRoute({
    ...about,
    id: 'readRun',
    method: 'GET',
    path: '/record-runs/:run',
    scope: 'apps:write',
    summary: { ja: '一括処理の進み具合', en: 'Where a run stands' },
    response: model.run,
    errors: [],
    async handle(scene) {
      const run = await runProgress(entryDesk(scene), scene.params.run ?? '');
      return run === null ? noRun : ok(written(run));
    },
  }),
  staffRoute({
    ...about,
    id: 'listRunResults',
    method: 'GET',
    path: '/record-runs/:run/results',
    scope: 'apps:write',
    summary: { ja: '一括処理の一件ごとの結果', en: 'What became of each record of a run' },
    query: model.runQuery,
    response: model.runResults,
    errors: [],
    async handle(scene) {
      const { after, limit } = scene.query;
      const results = await runResults(entryDesk(scene), scene.params.run ?? '', after, limit);
      if (results === null) return noRun;
      return ok({ items: results.map(({ recordId, ...rest }) => ({ record: recordId, ...rest })) });
    },
  }),
  staffRoute({
    ...about,
    id: 'cancelRun',
    method: 'POST',
    path: '/record-runs/:run/cancellations',
    scope: 'apps:write',
    summary: { ja: '一括処理をやめる（済んだ分は残る）', en: 'Call a run off; what is done stays' },
    response: model.run,
    errors: ['conflict'],
    async handle(scene) {
      const desk = entryDesk(scene);
      const id = scene.params.run ?? '';
      if ((await runProgress(desk, id)) === null) return noRun;
      if (!(await cancelBulk(desk, id))) return fail('conflict', 'この処理は、もう終わっています。');
      const run = await runProgress(desk, id);
      return run === null ? noRun : ok(written(run));
    },
  }),
];
