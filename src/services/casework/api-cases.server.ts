/** Reading cases through the API. */

import { listCases } from '#core/cases.server';
import { answersToCodes } from '#core/fields';
import { staffRoute } from '#core/integrations.server';
import { finalStates, openStates } from '#core/process';
import { openAnswers, recordPlace } from '#core/sealing.server';
import { fail, ok } from '#kernel/result';
import { sealsOf } from '#platform/crypto.server';
import * as model from './api-model.server.ts';
import { viewCase, withoutProtected } from './api-reach.server.ts';
import { detailOf, fieldsOfApp, summaryOf } from './api-views.server.ts';
import { deskOf } from './desk.server.ts';

const read = { tag: '案件', permission: 'case.read', scope: 'cases:read' } as const;

const groups = {
  open: openStates,
  finished: finalStates.filter((state) => state !== 'closed'),
  all: undefined,
};

export const caseReads = [
  staffRoute({
    id: 'listCases',
    method: 'GET',
    path: '/cases',
    ...read,
    permission: 'case.list',
    summary: { ja: '案件の一覧', en: 'List cases' },
    query: model.caseQuery,
    response: model.caseList,
    errors: [],
    async handle(scene) {
      const { state, procedure, department, assignee, channel, dueBy, sort, limit, cursor } = scene.query;
      const after = scene.cursors.read(cursor);
      if (!after.ok) return after;
      const found = await listCases(deskOf(scene), {
        states: state in groups ? groups[state as keyof typeof groups] : [state as never],
        procedureId: procedure,
        departments: department === undefined ? undefined : [department],
        assigneePostId: assignee === 'none' ? undefined : assignee,
        unassigned: assignee === 'none' || undefined,
        channel,
        dueBy,
        sort,
        limit,
        after: after.value as { key: string; id: string } | undefined,
      });
      const rows = await withoutProtected(scene, found.rows);
      scene.touched(
        'case',
        rows.map((row) => row.id),
        ['personal'],
      );
      return ok({
        items: rows.map(summaryOf),
        next: scene.cursors.write(found.next === null ? null : { ...found.next }),
      });
    },
  }),
  staffRoute({
    id: 'searchCases',
    method: 'POST',
    path: '/cases/search',
    ...read,
    permission: 'case.list',
    // A name must not stand in an address, so this is no GET.
    summary: { ja: '氏名や受付番号で案件をさがす', en: 'Find cases by name or receipt number' },
    reads: true,
    body: model.caseSearch,
    response: model.caseList,
    errors: [],
    async handle(scene) {
      const { text, limit } = scene.body;
      const found = await listCases(deskOf(scene), { search: text, sort: 'changed', limit });
      const rows = await withoutProtected(scene, found.rows);
      scene.touched(
        'case',
        rows.map((row) => row.id),
        ['personal'],
        'case.search',
      );
      return ok({ items: rows.map(summaryOf), next: null });
    },
  }),
  staffRoute({
    id: 'readCase',
    method: 'GET',
    path: '/cases/:case',
    ...read,
    summary: { ja: '案件を読む', en: 'Read a case' },
    response: model.caseDetail,
    errors: [],
    async handle(scene) {
      const view = await viewCase(scene);
      if (!view.ok) return view;
      scene.touched('case', [view.value.row.id], ['personal']);
      return ok(detailOf(view.value));
    },
  }),
  staffRoute({
    id: 'listActions',
    method: 'GET',
    path: '/cases/:case/actions',
    ...read,
    summary: { ja: '案件の経過', en: 'The log of a case' },
    response: model.actionList,
    errors: [],
    async handle(scene) {
      const view = await viewCase(scene);
      if (!view.ok) return view;
      scene.touched('case', [view.value.row.id], ['personal']);
      return ok({
        items: view.value.actions.map((one) => ({
          at: one.at.toISOString(),
          act: one.verb,
          by: one.actor_kind,
          name: one.actor_name,
          from: one.from_state,
          to: one.to_state,
          note: one.note,
        })),
      });
    },
  }),
  staffRoute({
    id: 'listComments',
    method: 'GET',
    path: '/cases/:case/comments',
    ...read,
    summary: { ja: '庁内のコメント', en: 'Comments inside the office' },
    response: model.commentList,
    errors: [],
    async handle(scene) {
      const view = await viewCase(scene);
      if (!view.ok) return view;
      scene.touched('case', [view.value.row.id], ['personal']);
      return ok({
        items: view.value.comments.map(({ at, name, body }) => ({ at: at.toISOString(), name, body })),
      });
    },
  }),
  staffRoute({
    id: 'listMessages',
    method: 'GET',
    path: '/cases/:case/messages',
    ...read,
    summary: { ja: '申請者とのやりとり', en: 'Letters to and from the applicant' },
    response: model.messageList,
    errors: [],
    async handle(scene) {
      const view = await viewCase(scene);
      if (!view.ok) return view;
      scene.touched('case', [view.value.row.id], ['personal']);
      return ok({
        items: view.value.letters.map(({ at, sender, body }) => ({ at: at.toISOString(), sender, body })),
      });
    },
  }),
  staffRoute({
    id: 'openSealedField',
    method: 'POST',
    path: '/cases/:case/unseal',
    tag: '案件',
    permission: 'case.work',
    scope: 'sealed:read',
    summary: { ja: '封をした項目を開く（記録に残ります）', en: 'Open a sealed field (recorded)' },
    reads: true,
    body: model.sealedField,
    response: model.openedField,
    errors: [],
    async handle(scene) {
      const view = await viewCase(scene);
      if (!view.ok) return view;
      // Reading a case is not working on it: a post may reach it without the right to open seals there.
      if (!view.value.acting.permissions.has('case.work')) return fail('notFound');
      const { app, record, row } = view.value;
      const fields = fieldsOfApp(app);
      const { tx, info, runtime } = scene;
      const seals = sealsOf({ tx, keyring: runtime.keyring, municipality: info.municipality }, 'staff');
      const field = fields.find((one) => one.code === scene.body.field && one.classification === 'sealed');
      if (field === undefined || record.answers[String(field.id)] == null) return fail('notFound');
      const open = await openAnswers(seals, recordPlace(app.id, record.id), record.answers);
      scene.touched('case', [row.id], ['sealed'], 'case.unseal');
      const shown = answersToCodes([{ ...field, classification: 'personal' }], open);
      return ok({ field: field.code, value: shown[field.code] ?? null });
    },
  }),
];
