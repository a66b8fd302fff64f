/** Files of cases, and questions to registers, through the API. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addFile, keepUpload, lookUpRegister } from '#core/cases.server';
import { staffRoute } from '#core/integrations.server';
import { fail, ok } from '#kernel/result';
import { keepFile } from '#platform/files.server';
import { selectUploads } from './api.sql.ts';
import * as model from './api-model.server.ts';
import { reachCase, viewCase } from './api-reach.server.ts';
import { actAt, filesOf } from './api-views.server.ts';
import { deskOf, registersOf } from './desk.server.ts';

const tag = '添付ファイル';

export const fileRoutes = [
  staffRoute({
    id: 'uploadFile',
    method: 'POST',
    path: '/files',
    tag,
    permission: 'case.read',
    scope: 'files:write',
    summary: {
      ja: 'ファイルを送る（一日のうちに案件に付ける）',
      en: 'Send a file, to be attached within a day',
    },
    status: 201,
    body: 'file',
    response: model.uploaded,
    errors: [],
    async handle(scene) {
      const { runtime, info, body, tx, actor } = scene;
      const stored = await keepFile(tx, runtime.files.of(info.municipality), body.bytes, {
        name: body.name,
        allowed: ['image/jpeg', 'image/png', 'application/pdf'],
        maxBytes: runtime.config.UPLOAD_MAX_MB * 1_000_000,
        image: { maxSide: 4000 },
      });
      if (!stored.ok) return stored;
      // Nobody looked at it yet: the caller comes again, rather than attach what may have to be taken back.
      if (stored.value.scan === 'waiting')
        return fail('unavailable', 'ウイルス検査が止まっています。しばらくしてから送ってください。');
      const { sha256, name, type, bytes, scan } = stored.value;
      const id = randomUUID();
      await keepUpload(tx, { id, sha256, name, type, bytes, scan, postId: actor.postId });
      scene.touched('file', [id], ['personal'], 'file.upload');
      return ok({ id, name, type, bytes });
    },
  }),
  staffRoute({
    id: 'listFiles',
    method: 'GET',
    path: '/cases/:case/files',
    tag,
    permission: 'case.read',
    scope: 'files:read',
    summary: { ja: '案件の添付ファイル', en: 'Files of a case' },
    response: model.fileList,
    errors: [],
    async handle(scene) {
      const view = await viewCase(scene);
      if (!view.ok) return view;
      scene.touched('case', [view.value.row.id], ['personal']);
      return ok({ items: filesOf(view.value) });
    },
  }),
  staffRoute({
    id: 'downloadFile',
    method: 'GET',
    path: '/cases/:case/files/:file/content',
    tag,
    permission: 'case.read',
    scope: 'files:read',
    summary: { ja: '添付ファイルの中身', en: 'The content of a file' },
    response: 'file',
    errors: ['unavailable'],
    async handle(scene) {
      const view = await viewCase(scene);
      if (!view.ok) return view;
      const file = view.value.files.find((one) => one.id === scene.params.file);
      if (file === undefined) return fail('notFound');
      if (file.scan === 'waiting' || file.scan === 'infected')
        return fail('unavailable', 'ウイルス検査が済んでいないため、開けません。');
      scene.touched('case', [view.value.row.id], ['personal'], 'case.file');
      const bytes = await scene.runtime.files.of(scene.info.municipality).read(file.sha256);
      return bytes.ok ? ok({ name: file.name, type: file.type, bytes: bytes.value }) : bytes;
    },
  }),
  staffRoute({
    id: 'attachFile',
    method: 'POST',
    path: '/cases/:case/files',
    tag,
    permission: 'case.work',
    scope: 'files:write',
    summary: { ja: '送ったファイルを案件に付ける', en: 'Attach a file that was sent' },
    body: z.strictObject({ file: z.uuid() }),
    response: model.acted,
    errors: [],
    handle: (scene) =>
      actAt(
        scene,
        'case.attach',
        'case.work',
        async ({ row }) => {
          const [upload] = await selectUploads(scene.tx, [scene.body.file], scene.actor.postId ?? '');
          if (upload === undefined)
            return fail('invalid', undefined, [
              { path: 'file', message: 'このファイルはありません。POST /files で送ってください。' },
            ]);
          await addFile(deskOf(scene), row.id, { ...upload, id: randomUUID() });
          return ok();
        },
        false,
      ),
  }),
  staffRoute({
    id: 'queryRegister',
    method: 'POST',
    path: '/cases/:case/register-queries',
    tag: '台帳',
    permission: 'case.work',
    scope: 'registers:read',
    summary: {
      ja: '手続の台帳に、この案件の人を照会する',
      en: 'Ask the register about the person of a case',
    },
    reads: true,
    response: model.registerAnswer,
    errors: ['unavailable'],
    async handle(scene) {
      const id = scene.params.case ?? '';
      const opened = await reachCase(scene, 'case.work');
      if (!opened.ok) return opened;
      const asked = await lookUpRegister(deskOf(scene), registersOf(scene.runtime), id);
      if (!asked.ok) return asked;
      scene.touched('case', [id], ['personal'], 'case.askRegister');
      return ok(asked.value as never);
    },
  }),
];
