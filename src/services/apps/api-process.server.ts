/** The process of records and approvals 決裁 through the API: an integration acts in a post of its own, as its seat allows. */
import { staffRoute } from '#core/integrations.server';
import type { ActOutcome, ApprovalShown } from '#core/record-process';
import { actOnApproval, actOnRecord, inboxOf, readProcess } from '#core/record-process.server';
import { fail, ok, type Result } from '#kernel/result';
import { appIn, appParam, entryDesk, recordIn } from './api-desk.server.ts';
import * as model from './api-process-model.server.ts';

const about = { tag: '業務アプリの決裁', permission: 'app.use', params: appParam } as const;
const one = '/apps/:app/records/:record';

const approvalOf = ({ id, round, route, state, draftedAt, decidedAt, steps, verbs }: ApprovalShown) =>
  id === null
    ? null
    : {
        id,
        round,
        route: route.title,
        state,
        draftedAt,
        decidedAt,
        steps: steps.map(({ seats, needs: _, ...step }) => ({
          ...step,
          seats: seats.map(({ holders: _holders, act: _act, ...seat }) => seat),
        })),
        verbs: verbs.map(({ verb, seat, title, whyNot }) => ({ verb, seat, title, whyNot })),
      };

const outcome = (done: Result<ActOutcome>) => {
  if (!done.ok) return done;
  const { recordId, ...rest } = done.value;
  return ok({ record: recordId, ...rest });
};

export const processRoutes = [
  staffRoute({
    ...about,
    id: 'readRecordProcess',
    method: 'GET',
    path: `${one}/process`,
    scope: 'apps:read',
    summary: {
      ja: 'レコードの状態、できる操作、決裁の経路と経過',
      en: 'State, acts, route and log of a record',
    },
    response: model.process,
    errors: [],
    async handle(scene) {
      const read = await readProcess(entryDesk(scene), appIn(scene), recordIn(scene));
      if (!read.ok) return read;
      if (read.value === null) return fail('notFound');
      const { recordId, revision, state, since, dueOn, acts, approval, log } = read.value;
      scene.touched('record', [appIn(scene), recordId], [], 'record.process');
      return ok({
        record: recordId,
        revision,
        state,
        since,
        dueOn,
        acts: acts.map(({ id, title, to, whyNot, missing }) => ({ id, title, to: to.id, whyNot, missing })),
        approval: approval === null ? null : approvalOf(approval),
        log: log.map(({ at, title, from, to, by, note }) => ({
          at,
          title,
          from,
          to,
          by: by?.name ?? null,
          note,
        })),
      });
    },
  }),
  staffRoute({
    ...about,
    id: 'actOnRecord',
    method: 'POST',
    path: `${one}/acts`,
    scope: 'apps:write',
    summary: { ja: 'レコードの状態を進める・起案する', en: 'Lead a record to its next state, or draft it' },
    body: model.act,
    response: model.acted,
    errors: ['forbidden', 'conflict', 'invalid'],
    handle: async (scene) =>
      outcome(await actOnRecord(entryDesk(scene), appIn(scene), recordIn(scene), scene.body)),
  }),
  staffRoute({
    ...about,
    id: 'actOnApproval',
    method: 'POST',
    path: `${one}/approval`,
    scope: 'apps:write',
    summary: {
      ja: '承認・合議・決裁・差戻しなどをする',
      en: 'Approve, consult, decide, send back and so on',
    },
    body: model.verb,
    response: model.acted,
    errors: ['forbidden', 'conflict', 'invalid'],
    handle: async (scene) =>
      outcome(await actOnApproval(entryDesk(scene), appIn(scene), recordIn(scene), scene.body)),
  }),
  staffRoute({
    tag: about.tag,
    permission: about.permission,
    id: 'listApprovals',
    method: 'GET',
    path: '/approvals',
    scope: 'apps:read',
    summary: {
      ja: '決裁箱：自分の番、後閲、供覧、起案したもの、終わったもの',
      en: 'What waits for the caller, and what they did',
    },
    query: model.boxQuery,
    response: model.boxPage,
    errors: ['invalid'],
    async handle(scene) {
      const { box, cursor, limit } = scene.query;
      const page = await inboxOf(entryDesk(scene), box, { after: cursor ?? null, limit });
      if (!page.ok) return page;
      const { items, next } = page.value;
      scene.touched(
        'record',
        items.map((item) => item.recordId),
        [],
        'approval.list',
      );
      return ok({
        items: items.map(
          ({ approvalId, appId, recordId, title, seat, step, state, revision, at, dueOn }) => ({
            approval: approvalId,
            app: appId,
            record: recordId,
            title,
            seat,
            step,
            state,
            revision,
            at,
            dueOn,
          }),
        ),
        next,
      });
    },
  }),
];
