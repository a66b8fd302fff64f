/** Acts on cases through the API: the same use cases as the pages, nothing beside them. */

import type { z } from 'zod';
import { fieldByCode } from '#core/cases';
import {
  approveCase,
  askCorrection,
  assignCase,
  checkIdentity,
  closeCase,
  commentOnCase,
  type Desk,
  draftDecision,
  type OpenCase,
  recallDecision,
  receiveCase,
  recordPayment,
  sendBack,
  withdrawCase,
  writeToApplicant,
} from '#core/cases.server';
import { linesIn, pathOfCode } from '#core/fields';
import type { ApiScope } from '#core/integrations';
import { staffRoute } from '#core/integrations.server';
import type { StaffPermission } from '#core/policy';
import { loadRecord } from '#core/records.server';
import { tokyoDate } from '#kernel/dates';
import { fail, type Result } from '#kernel/result';
import * as model from './api-model.server.ts';
import { actAt, fieldsOfApp } from './api-views.server.ts';
import { deskOf, issuerOf, type StaffScene } from './desk.server.ts';

interface Act<B extends z.ZodType | undefined> {
  id: string;
  path: string;
  ja: string;
  en: string;
  permission: StaffPermission;
  scope: ApiScope;
  body?: B;
  act: string;
  /** Comments and letters change nothing that a revision guards. */
  free?: true;
  work(
    desk: Desk,
    open: OpenCase,
    body: B extends z.ZodType ? z.output<B> : undefined,
    runtime: StaffScene['runtime'],
  ): Promise<Result<unknown>>;
}

function act<B extends z.ZodType | undefined = undefined>(one: Act<B>) {
  return staffRoute({
    id: one.id,
    method: 'POST',
    path: `/cases/:case/${one.path}`,
    tag: '案件を進める',
    permission: one.permission,
    scope: one.scope,
    summary: { ja: one.ja, en: one.en },
    ...(one.free ? {} : { revision: 'takes' as const }),
    body: one.body,
    response: model.acted,
    errors: ['invalid', 'conflict'],
    handle: (scene) =>
      actAt(
        scene,
        one.act,
        'case.read',
        (open) => one.work(deskOf(scene), open, scene.body as never, scene.runtime),
        one.free !== true,
      ),
  });
}

const work = { permission: 'case.work', scope: 'cases:work' } as const;
const decide = { permission: 'case.decide', scope: 'cases:decide' } as const;
const counter = { permission: 'case.counter', scope: 'payments:write' } as const;

export const caseActs = [
  act({
    id: 'receiveCase',
    path: 'receive',
    ja: '収受する',
    en: 'Receive',
    ...work,
    act: 'case.receive',
    work: (desk, { row }) => receiveCase(desk, row.id, row.revision),
  }),
  act({
    id: 'askCorrection',
    path: 'correction-requests',
    ja: '補正を依頼する',
    en: 'Ask the applicant to correct',
    ...work,
    act: 'case.askCorrection',
    body: model.correctionRequest,
    work: requestCorrection,
  }),
  act({
    id: 'assignCase',
    path: 'assignments',
    ja: '担当を変える',
    en: 'Assign to a post, or to nobody',
    permission: 'case.assign',
    scope: 'cases:work',
    act: 'case.assign',
    body: model.assignment,
    work: (desk, { row }, { post }) => assignCase(desk, row.id, { revision: row.revision, postId: post }),
  }),
  act({
    id: 'checkIdentity',
    path: 'identity-checks',
    ja: '本人確認を記録する',
    en: 'Record an identity check',
    ...counter,
    act: 'case.checkIdentity',
    body: model.identityCheck,
    work: (desk, { row }, { kinds }) => checkIdentity(desk, row.id, { revision: row.revision, kinds }),
  }),
  act({
    id: 'recordPayment',
    path: 'payments',
    ja: '手数料の収納を記録する',
    en: 'Record the payment of the fee',
    ...counter,
    act: 'case.recordPayment',
    body: model.payment,
    work: (desk, { row }, { method }) => recordPayment(desk, row.id, { revision: row.revision, method }),
  }),
  act({
    id: 'draftDecision',
    path: 'decision-drafts',
    ja: '起案する（専決と受理は決定まで）',
    en: 'Draft a decision; decides where one step is enough',
    permission: 'case.work',
    scope: 'cases:decide',
    act: 'case.draftDecision',
    body: model.decisionDraft,
    work: draft,
  }),
  act({
    id: 'approveCase',
    path: 'approvals',
    ja: '承認・決裁・代決する',
    en: 'Approve or decide the step in turn',
    ...decide,
    act: 'case.approve',
    body: model.approval,
    work: (desk, { row }, { act: verb, note }, runtime) =>
      approveCase(desk, issuerOf(runtime), row.id, { revision: row.revision, verb, note }),
  }),
  act({
    id: 'sendBackCase',
    path: 'send-backs',
    ja: '差し戻す',
    en: 'Send back to the drafter',
    ...decide,
    act: 'case.sendBack',
    body: model.note,
    work: (desk, { row }, { note }) => sendBack(desk, row.id, { revision: row.revision, note }),
  }),
  act({
    id: 'recallDecision',
    path: 'recalls',
    ja: '引き戻す',
    en: 'Recall the draft',
    permission: 'case.work',
    scope: 'cases:decide',
    act: 'case.recall',
    body: model.note,
    work: (desk, { row }, { note }) => recallDecision(desk, row.id, { revision: row.revision, note }),
  }),
  act({
    id: 'withdrawCase',
    path: 'withdrawals',
    ja: '取下げを記録する',
    en: 'Withdraw at the word of the applicant',
    ...work,
    act: 'case.withdraw',
    body: model.note,
    work: (desk, { row }, { note }) => withdrawCase(desk, row.id, { revision: row.revision, note }),
  }),
  act({
    id: 'closeCase',
    path: 'closings',
    ja: '完結する',
    en: 'Close',
    ...work,
    act: 'case.close',
    work: (desk, { row }) => closeCase(desk, row.id, row.revision),
  }),
  act({
    id: 'addComment',
    path: 'comments',
    ja: '庁内のコメントを書く',
    en: 'Comment inside the office',
    permission: 'case.read',
    scope: 'cases:work',
    act: 'case.comment',
    free: true,
    body: model.text,
    work: (desk, { row }, { body }) => commentOnCase(desk, row.id, body),
  }),
  act({
    id: 'writeMessage',
    path: 'messages',
    ja: '申請者にお知らせを書く',
    en: 'Write to the applicant',
    ...work,
    act: 'case.message',
    free: true,
    body: model.text,
    work: (desk, { row }, { body }) => writeToApplicant(desk, row.id, body),
  }),
];

async function requestCorrection(
  desk: Desk,
  open: OpenCase,
  body: z.output<typeof model.correctionRequest>,
): Promise<Result<unknown>> {
  if (body.answerBy !== null && body.answerBy < tokyoDate(new Date()))
    return fail('invalid', undefined, [{ path: 'answerBy', message: '今日より後の日にしてください。' }]);
  const record = await loadRecord(desk.tx, open.app, open.row.record_id);
  const fields = fieldsOfApp(open.app);
  const paths = body.fields.map(({ field, reason }) => ({
    path: pathOfCode(fields, record?.answers ?? {}, field),
    reason,
  }));
  const unknown = paths.flatMap(({ path }, index) =>
    path === null ? [{ path: `fields.${index}.field`, message: 'この項目はありません。' }] : [],
  );
  if (unknown.length > 0) return fail('invalid', undefined, unknown);
  return askCorrection(desk, open.row.id, {
    revision: open.row.revision,
    fields: paths.map(({ path, reason }) => ({ path: path ?? '', reason })),
    message: body.message,
    answerBy: body.answerBy,
  });
}

async function draft(
  desk: Desk,
  open: OpenCase,
  { outcome, reasons, validFrom, validTo, items }: z.output<typeof model.decisionDraft>,
  runtime: StaffScene['runtime'],
): Promise<Result<unknown>> {
  if (validFrom !== undefined && validTo !== undefined && validTo < validFrom)
    return fail('invalid', undefined, [{ path: 'validTo', message: '終わりの日が、始まりの日より前です。' }]);
  const record = await loadRecord(desk.tx, open.app, open.row.record_id);
  const field = fieldByCode(open.app, open.procedure.process.partialBy);
  const lines = field === null ? [] : linesIn(record?.answers[String(field.id)]);
  const wrong = (items ?? []).flatMap(({ line }, index) =>
    lines[line - 1] === undefined ? [{ path: `items.${index}.line`, message: 'この行はありません。' }] : [],
  );
  if (wrong.length > 0) return fail('invalid', undefined, wrong);
  return draftDecision(desk, issuerOf(runtime), open.row.id, {
    revision: open.row.revision,
    outcome,
    reasons,
    content: {
      ...(validFrom && { validFrom }),
      ...(validTo && { validTo }),
      ...(items && {
        items: items.map(({ line, granted, reason }) => ({ key: lines[line - 1]!.key, granted, reason })),
      }),
    },
  });
}
