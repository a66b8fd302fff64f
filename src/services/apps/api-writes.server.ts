/** Records of work apps changed through the API: the use cases of `core/entries`, nothing beside them. */
import {
  addRecord,
  deleteRecord,
  editRecord,
  findDuplicates,
  mergeRecords,
  restoreRecord,
  undoChange,
} from '#core/entries.server';
import { staffRoute } from '#core/integrations.server';
import { ok } from '#kernel/result';
import { answered, appIn, appParam, entryDesk, fieldsOf, recordIn, valuesOf } from './api-desk.server.ts';
import * as model from './api-write-model.server.ts';

const about = {
  tag: '業務アプリのレコード',
  permission: 'app.use',
  scope: 'apps:write',
  params: appParam,
} as const;
const one = '/apps/:app/records/:record';

export const writeRoutes = [
  staffRoute({
    ...about,
    id: 'addRecord',
    method: 'POST',
    path: '/apps/:app/records',
    summary: { ja: 'レコードを追加する', en: 'Add a record' },
    status: 201,
    body: model.given,
    response: model.saved,
    errors: ['forbidden'],
    async handle(scene) {
      const known = await fieldsOf(scene);
      if (!known.ok) return known;
      const fields = known.value;
      const values = await valuesOf(scene, fields, scene.body.values);
      if (!values.ok) return values;
      return answered(fields, values.value, await addRecord(entryDesk(scene), appIn(scene), values.value));
    },
  }),
  staffRoute({
    ...about,
    id: 'editRecord',
    method: 'PATCH',
    path: one,
    summary: { ja: 'レコードの一部の項目を変更する', en: 'Change some fields of a record' },
    revision: 'takes',
    body: model.changes,
    response: model.saved,
    errors: ['forbidden', 'conflict'],
    async handle(scene) {
      const known = await fieldsOf(scene);
      if (!known.ok) return known;
      const fields = known.value;
      const values = await valuesOf(scene, fields, scene.body.values);
      if (!values.ok) return values;
      const { revision } = scene;
      const again = scene.body.copyAgain.map((code) =>
        String(fields.find((field) => field.code === code)?.id ?? ''),
      );
      const edit = { revision, changes: values.value, again };
      return answered(
        fields,
        values.value,
        await editRecord(entryDesk(scene), appIn(scene), recordIn(scene), edit),
      );
    },
  }),
  staffRoute({
    ...about,
    id: 'deleteRecord',
    method: 'DELETE',
    path: one,
    summary: { ja: 'レコードをごみ箱に入れる（30日）', en: 'Put a record into the trash, for 30 days' },
    revision: 'takes',
    response: model.saved,
    errors: ['forbidden', 'conflict'],
    handle: async (scene) =>
      answered([], {}, await deleteRecord(entryDesk(scene), appIn(scene), recordIn(scene), scene.revision)),
  }),
  staffRoute({
    ...about,
    id: 'restoreRecord',
    method: 'POST',
    path: `${one}/restorations`,
    summary: { ja: 'レコードをごみ箱から戻す', en: 'Take a record out of the trash' },
    response: model.saved,
    errors: ['forbidden', 'conflict', 'gone', 'invalid'],
    async handle(scene) {
      const known = await fieldsOf(scene);
      if (!known.ok) return known;
      const fields = known.value;
      return answered(fields, {}, await restoreRecord(entryDesk(scene), appIn(scene), recordIn(scene)));
    },
  }),
  staffRoute({
    ...about,
    id: 'undoChange',
    method: 'POST',
    path: `${one}/undos`,
    summary: { ja: '自分の最後の変更を取り消す', en: "Take one's own last change back" },
    response: model.saved,
    errors: ['forbidden', 'conflict', 'invalid'],
    async handle(scene) {
      const known = await fieldsOf(scene);
      if (!known.ok) return known;
      const fields = known.value;
      return answered(fields, {}, await undoChange(entryDesk(scene), appIn(scene), recordIn(scene)));
    },
  }),
  staffRoute({
    ...about,
    id: 'mergeRecords',
    method: 'POST',
    path: '/apps/:app/merges',
    summary: { ja: '二つのレコードを一つに統合する', en: 'Merge two records into one' },
    body: model.merge,
    response: model.saved,
    errors: ['forbidden', 'conflict'],
    async handle(scene) {
      const known = await fieldsOf(scene);
      if (!known.ok) return known;
      const fields = known.value;
      const { survivor, merged, take } = scene.body;
      // A code that is none comes back as what it is: a field that is not there.
      const ids = take.map((code) => String(fields.find((field) => field.code === code)?.id ?? code));
      return answered(
        fields,
        {},
        await mergeRecords(entryDesk(scene), appIn(scene), { survivor, merged, take: ids }),
      );
    },
  }),
  staffRoute({
    ...about,
    id: 'findDuplicates',
    method: 'POST',
    path: '/apps/:app/duplicate-searches',
    scope: 'apps:read',
    cost: 20,
    summary: { ja: '重複していそうなレコードを探す', en: 'Find records that are likely the same' },
    reads: true,
    body: model.duplicateSearch,
    response: model.duplicates,
    errors: [],
    async handle(scene) {
      const found = await findDuplicates(entryDesk(scene), appIn(scene), scene.body.keys);
      if (!found.ok) return found;
      const { groups, seen, cut } = found.value;
      return ok({ groups: groups.map(({ ids, by }) => ({ records: ids, by })), seen, cut });
    },
  }),
];
