/** Reading records of work apps through the API. */

import { createHash } from 'node:crypto';
import { answersToCodes, type Field } from '#core/fields';
import { staffRoute } from '#core/integrations.server';
import { possibleActs } from '#core/policy';
import type { Via } from '#core/records';
import {
  type AskedList,
  countRecords,
  findView,
  groupRecords,
  historyOf,
  type Links,
  linksOf,
  listRecords,
  type OpenApp,
  openApp,
  openApps,
  type Position,
  positionsOf,
  type ReadField,
  readRecord,
  totalsOf,
  withinTime,
} from '#core/views.server';
import { fail, ok, type Result } from '#kernel/result';
import { type AppScene, appIn, appParam, orSurvivor, placeOf } from './api-desk.server.ts';
import * as model from './api-read-model.server.ts';

const read = { tag: '業務アプリ', permission: 'app.use', scope: 'apps:read' } as const;

const opened = (scene: AppScene): Promise<Result<OpenApp>> =>
  openApp({ tx: scene.tx, municipality: scene.info.municipality, actor: scene.actor }, appIn(scene));

const classesOf = (fields: readonly ReadField[]): string[] => [
  ...new Set(fields.map((one) => one.field.classification)),
];

const linked = (links: Links): Record<string, Record<string, string>> =>
  Object.fromEntries([...links].map(([app, titles]) => [app, Object.fromEntries(titles)]));

const fieldsIn = (fields: readonly ReadField[]): Field[] => fields.map((one) => one.field);

/** A cursor is good for the question it came from: keys of another order mean nothing. */
function boundTo({ limit: _limit, cursor: _cursor, ...question }: Record<string, unknown>): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16);
}

export const readRoutes = [
  staffRoute({
    id: 'listApps',
    method: 'GET',
    path: '/apps',
    ...read,
    summary: { ja: '使える業務アプリの一覧', en: 'List the work apps one may use' },
    response: model.appList,
    errors: [],
    async handle(scene) {
      const apps = await openApps({
        tx: scene.tx,
        municipality: scene.info.municipality,
        actor: scene.actor,
      });
      return ok({
        items: apps.map(({ app, access }) => ({
          id: app.id,
          title: app.title.ja,
          department: app.work.department,
          acts: possibleActs(access),
        })),
      });
    },
  }),
  staffRoute({
    id: 'describeRecords',
    method: 'GET',
    path: '/apps/:app/records',
    params: appParam,
    ...read,
    summary: { ja: '業務アプリの項目と一覧', en: 'Fields and views of a work app' },
    response: model.appUse,
    errors: [],
    async handle(scene) {
      const open = await opened(scene);
      if (!open.ok) return open;
      const { app, access, fields, version } = open.value;
      return ok({
        id: app.id,
        title: app.title.ja,
        version,
        acts: possibleActs(access),
        fields: fields.map(({ field, read: readable }) => ({
          code: field.code,
          label: field.label.ja,
          type: field.type,
          classification: field.classification,
          readable: readable === true ? ('always' as const) : ('some' as const),
        })),
        views: (app.work.views ?? [])
          .filter((view) => findView(open.value, view.id) !== null)
          .map((view) => ({ id: view.id, title: view.title.ja, kind: view.kind })),
      });
    },
  }),
  staffRoute({
    id: 'queryRecords',
    method: 'POST',
    path: '/apps/:app/records/query',
    params: { app: 'text' },
    ...read,
    // Words and conditions name people: they must not stand in an address, so this is no GET.
    summary: { ja: 'レコードの一覧（条件、検索、並べ替え）', en: 'List records: filter, search, sort' },
    reads: true,
    body: model.listQuestion,
    response: model.listAnswer,
    errors: [],
    async handle(scene) {
      const open = await opened(scene);
      if (!open.ok) return open;
      return withinTime(open.value, () => list(scene, open.value));
    },
  }),
  staffRoute({
    id: 'countRecords',
    method: 'POST',
    path: '/apps/:app/records/count',
    params: { app: 'text' },
    ...read,
    summary: { ja: 'レコードの件数', en: 'Count records' },
    reads: true,
    body: model.countQuestion,
    response: model.countAnswer,
    errors: [],
    async handle(scene) {
      const open = await opened(scene);
      if (!open.ok) return open;
      scene.touched('record', [appIn(scene)], [], 'record.count');
      return withinTime(open.value, () => countRecords(open.value, scene.body));
    },
  }),
  staffRoute({
    id: 'groupRecords',
    method: 'POST',
    path: '/apps/:app/records/group',
    params: { app: 'text' },
    ...read,
    summary: { ja: 'レコードの集計', en: 'Group records' },
    reads: true,
    body: model.groupQuestion,
    response: model.groupAnswer,
    errors: [],
    async handle(scene) {
      const open = await opened(scene);
      if (!open.ok) return open;
      const found = await withinTime(open.value, () => groupRecords(open.value, scene.body));
      if (!found.ok) return found;
      const { by, measures, groups, cut } = found.value;
      scene.touched('record', [appIn(scene)], classesOf(by.map((one) => one.field)), 'record.group');
      return ok({
        by: by.map(({ field, line, by: period }) => ({
          field: line === null ? field.field.code : `${field.field.code}.${line.code}`,
          by: period,
        })),
        measures: measures.map((one) => ({ by: one.by, field: one.field?.code ?? null })),
        groups,
        cut,
      });
    },
  }),
  staffRoute({
    id: 'readRecord',
    method: 'GET',
    path: '/apps/:app/records/:record',
    params: appParam,
    ...read,
    summary: { ja: 'レコードを読む', en: 'Read a record' },
    response: model.record,
    errors: [],
    async handle(scene) {
      const open = await opened(scene);
      if (!open.ok) return open;
      const found = await orSurvivor(scene, (record) => readRecord(open.value, record));
      if (!found.ok) return found;
      const { id, revision, answers, fields } = found.value;
      scene.touched('record', [appIn(scene), id], classesOf(fields), 'record.read');
      return ok({
        id,
        revision,
        values: answersToCodes(fieldsIn(fields), answers, true),
        readable: fields.map((one) => one.field.code),
        links: linked(await linksOf(open.value, [found.value], fields)),
      });
    },
  }),
  staffRoute({
    id: 'readHistory',
    method: 'GET',
    path: '/apps/:app/records/:record/history',
    params: appParam,
    ...read,
    summary: { ja: 'レコードの変更履歴', en: 'The history of a record' },
    response: model.history,
    errors: [],
    async handle(scene) {
      const open = await opened(scene);
      if (!open.ok) return open;
      const found = await orSurvivor(scene, async (record) => {
        const rows = await historyOf(open.value, record);
        return rows.ok ? ok({ record, rows: rows.value }) : rows;
      });
      if (!found.ok) return found;
      const { record, rows } = found.value;
      scene.touched('record', [appIn(scene), record], classesOf(open.value.fields), 'record.history');
      const fields = fieldsIn(open.value.fields);
      return ok({
        items: rows.map((row) => ({
          revision: row.revision,
          at: row.at.toISOString(),
          by: row.actor_kind,
          post: row.post_id,
          act: row.act,
          via: row.via as Via | null,
          changes: Object.entries(row.diff).map(([path, [before, after]]) => ({
            field: placeOf(fields, path),
            before,
            after,
          })),
        })),
      });
    },
  }),
];

async function list(
  scene: AppScene &
    Pick<Parameters<Parameters<typeof staffRoute>[0]['handle']>[0], 'cursors'> & { body: ListBody },
  open: OpenApp,
): Promise<Result<ListAnswer>> {
  const { body } = scene;
  const { cursor, count, totals, positions, links, ...question } = body;
  const bound = boundTo(body);
  const at = scene.cursors.read(cursor);
  if (!at.ok) return at;
  if (at.value !== undefined && at.value.of !== bound) return fail('invalid', undefined, [stale]);
  const page = await listRecords(open, { ...question, ...placed(at.value) });
  if (!page.ok) return page;
  const { columns, rows, next, previous } = page.value;
  const write = (to: 'after' | 'before' | 'from', position: Position | null) =>
    position === null
      ? null
      : scene.cursors.write({ of: bound, to, keys: JSON.stringify(position.keys), id: position.id });
  const fields = fieldsIn(columns);
  const answer: ListAnswer = {
    items: rows.map(({ id, revision, answers }) => ({
      id,
      revision,
      values: answersToCodes(fields, answers),
    })),
    next: write('after', next),
    previous: write('before', previous),
  };
  if (count) {
    const counted = await countRecords(open, question);
    if (!counted.ok) return counted;
    answer.count = counted.value;
  }
  if (totals) {
    const found = await totalsOf(open, question);
    if (!found.ok) return found;
    answer.totals = found.value;
  }
  if (positions !== undefined) {
    const found = await positionsOf(open, question, positions);
    if (!found.ok) return found;
    answer.positions = found.value.map((one) => write('from', one)!);
  }
  if (links) answer.links = linked(await linksOf(open, rows, columns));
  scene.touched('record', [appIn(scene), ...rows.map((row) => row.id)], classesOf(columns), 'record.list');
  return ok(answer);
}

type ListBody = import('zod').z.output<typeof model.listQuestion>;
type ListAnswer = import('zod').z.input<typeof model.listAnswer>;

const stale = {
  path: 'cursor',
  message: 'cursor は、同じ条件で前に受け取ったものをそのまま渡してください。',
};

function placed(cursor: Record<string, string> | undefined): Pick<AskedList, 'after' | 'before' | 'from'> {
  if (cursor === undefined) return {};
  const position = { keys: JSON.parse(cursor.keys!) as (string | null)[], id: cursor.id! };
  return cursor.to === 'before'
    ? { before: position }
    : cursor.to === 'from'
      ? { from: position }
      : { after: position };
}
