/** Comments, followers and links of records through the API. */
import {
  commentOnRecord,
  followRecord,
  linkRecords,
  readComments,
  readLinks,
  unlinkRecords,
  withdrawComment,
} from '#core/entries.server';
import { staffRoute } from '#core/integrations.server';
import { ok } from '#kernel/result';
import { appIn, appParam, entryDesk, recordIn } from './api-desk.server.ts';
import * as model from './api-write-model.server.ts';

const about = { tag: '業務アプリのレコード', permission: 'app.use', params: appParam } as const;
const one = '/apps/:app/records/:record';

export const talkRoutes = [
  staffRoute({
    ...about,
    id: 'listRecordComments',
    method: 'GET',
    path: `${one}/comments`,
    scope: 'apps:read',
    summary: { ja: 'レコードのコメント', en: 'Comments on a record' },
    response: model.comments,
    errors: [],
    async handle(scene) {
      const read = await readComments(entryDesk(scene), appIn(scene), recordIn(scene));
      if (!read.ok) return read;
      scene.touched('record', [appIn(scene), read.value.recordId], [], 'record.readComments');
      return ok({
        record: read.value.recordId,
        items: read.value.comments.map(({ id, at, staff_id, name, body, mentions }) => ({
          id,
          at: at.toISOString(),
          staff: staff_id,
          name,
          body,
          mentions,
        })),
      });
    },
  }),
  staffRoute({
    ...about,
    id: 'commentOnRecord',
    method: 'POST',
    path: `${one}/comments`,
    scope: 'apps:write',
    summary: { ja: 'レコードにコメントを書く', en: 'Comment on a record' },
    status: 201,
    body: model.comment,
    response: model.commented,
    errors: [],
    handle: (scene) => commentOnRecord(entryDesk(scene), appIn(scene), recordIn(scene), scene.body),
  }),
  staffRoute({
    ...about,
    id: 'withdrawRecordComment',
    method: 'DELETE',
    path: `${one}/comments/:comment`,
    params: { ...appParam, comment: 'uuid' },
    scope: 'apps:write',
    summary: { ja: '自分のコメントを取り下げる', en: 'Take back a comment of one’s own' },
    response: model.done,
    errors: [],
    async handle(scene) {
      const id = scene.params.comment ?? '';
      const done = await withdrawComment(entryDesk(scene), appIn(scene), recordIn(scene), id);
      return done.ok ? ok({ id }) : done;
    },
  }),
  staffRoute({
    ...about,
    id: 'followRecord',
    method: 'POST',
    path: `${one}/following`,
    scope: 'apps:write',
    summary: { ja: 'レコードの変更の知らせを受ける・やめる', en: 'Hear of changes to a record, or no more' },
    body: model.following,
    response: model.done,
    errors: [],
    async handle(scene) {
      return followRecord(entryDesk(scene), appIn(scene), recordIn(scene), scene.body.follows);
    },
  }),
  staffRoute({
    ...about,
    id: 'listRecordLinks',
    method: 'GET',
    path: `${one}/links`,
    scope: 'apps:read',
    summary: { ja: 'レコードに結び付けたレコード', en: 'Records linked to a record' },
    response: model.links,
    errors: [],
    async handle(scene) {
      const read = await readLinks(entryDesk(scene), appIn(scene), recordIn(scene));
      if (!read.ok) return read;
      scene.touched('record', [appIn(scene), read.value.recordId], [], 'record.readLinks');
      return ok({ items: read.value.ends.map(({ appId, recordId }) => ({ app: appId, record: recordId })) });
    },
  }),
  staffRoute({
    ...about,
    id: 'linkRecords',
    method: 'POST',
    path: `${one}/links`,
    scope: 'apps:write',
    summary: { ja: 'ほかのレコードと結び付ける', en: 'Link a record to another' },
    status: 201,
    body: model.link,
    response: model.done,
    errors: ['forbidden'],
    async handle(scene) {
      const here = { appId: appIn(scene), recordId: recordIn(scene) };
      const there = { appId: scene.body.app, recordId: scene.body.record };
      return linkRecords(entryDesk(scene), here, there);
    },
  }),
  staffRoute({
    ...about,
    id: 'unlinkRecords',
    method: 'DELETE',
    path: `${one}/links/:otherApp/:other`,
    params: { ...appParam, otherApp: 'text', other: 'uuid' },
    scope: 'apps:write',
    summary: { ja: '結び付きを外す', en: 'Take a link away' },
    response: model.done,
    errors: ['forbidden'],
    async handle(scene) {
      const here = { appId: appIn(scene), recordId: recordIn(scene) };
      const there = { appId: scene.params.otherApp ?? '', recordId: scene.params.other ?? '' };
      return unlinkRecords(entryDesk(scene), here, there);
    },
  }),
];
