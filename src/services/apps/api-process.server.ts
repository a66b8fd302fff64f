/** The process of records through the API. A system leads records on and drafts; deciding 決裁 is for people, on a screen. */
import { staffRoute } from '#core/integrations.server';
import type { ActOutcome, ApprovalShown } from '#core/record-process';
import { actOnRecord, readProcess } from '#core/record-process.server';
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
];
