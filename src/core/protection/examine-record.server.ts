/**
 * 厳格な審査 of records of work apps: who is meant, and who may see for how long what a record holds back. Another person than the one
 * who asks decides, with a reason; the allowance ends by itself, and at once when the record or the measure names somebody new.
 */
import { randomUUID } from 'node:crypto';
import { definitionsOf, type WorkApp } from '#core/definitions.server';
import { isHeld, prepareAccess } from '#core/policy';
import { insertRecordKey, loadRecord, type RecordApp } from '#core/records.server';
import { tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import {
  holdRequest,
  insertRecordDecision,
  insertRecordExamination,
  insertRequest,
  type RecordPlace,
  selectOpenRequests,
} from './examined-records.sql.ts';
import { heldIn } from './held-records.server.ts';
import { holdMeasures } from './matches.sql.ts';
import { insertHistory, selectMeasure, selectPersons } from './measures.sql.ts';
import { longestAllowance } from './model.ts';
import { type RecordMatch, selectRecordMatches } from './record-matches.sql.ts';
import type { Bureau } from './record-measure.server.ts';

export interface RecordProtection {
  app: WorkApp;
  /** Whom it names itself; none: it refers to a record that does. */
  matches: RecordMatch[];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The protection of one record; notFound where nothing is held back, as if there were no such record. */
export async function protectionOfRecord(
  { tx, municipality }: Pick<Bureau, 'tx' | 'municipality'>,
  { appId, recordId }: RecordPlace,
): Promise<Result<RecordProtection>> {
  const definitions = await definitionsOf(tx, municipality);
  const app = definitions.app(appId, { on: tokyoDate(new Date()) })?.body;
  if (app?.work === undefined || !uuid.test(recordId)) return fail('notFound');
  if ((await loadRecord(tx, app as unknown as RecordApp, recordId)) === null) return fail('notFound');
  const matches = await selectRecordMatches(tx, appId, recordId);
  const work = app as WorkApp;
  const held = await heldIn(tx, definitions, [{ app: work, prepared: prepareAccess(work) }], null);
  return matches.length > 0 || isHeld(held.get(appId)!, recordId)
    ? ok({ app: work, matches })
    : fail('notFound');
}

/** `different`: somebody else of that name. `unrelated`: the counterpart, on a matter that says nothing about who is protected. */
export async function decideRecordMatch(
  bureau: Bureau,
  place: RecordPlace,
  input: { personId: string; verdict: 'same' | 'different' | 'unrelated'; reason: string },
): Promise<Result<unknown>> {
  const protection = await protectionOfRecord(bureau, place);
  if (!protection.ok) return protection;
  const match = protection.value.matches.find((one) => one.personId === input.personId);
  if (match === undefined) return fail('notFound');
  if (input.reason.trim() === '') return wrong('matchReason', '判断した理由を書いてください。');
  if (input.verdict === 'unrelated' && (match.role === 'protected' || match.role === 'along'))
    return wrong('verdict', '「関わりがない」は相手方についてだけ選べます。');
  await insertRecordDecision(bureau.tx, place, {
    ...input,
    reason: input.reason.trim(),
    postId: bureau.actor.postId!,
  });
  return ok();
}

/** Whoever sees the record asks, with the reason; whether they see it is the caller's to know. */
export async function askToSee(
  { tx, actor }: Pick<Bureau, 'tx' | 'actor'>,
  place: RecordPlace,
  reason: string,
): Promise<Result<unknown>> {
  if (reason.trim() === '') return wrong('reason', '何のために必要かを書いてください。');
  const open = await selectOpenRequests(tx, { ...place, staffId: actor.id! });
  if (open.length > 0) return fail('conflict', '審査をもう頼んでいます。担当者の判断をお待ちください。');
  await insertRequest(tx, place, {
    id: randomUUID(),
    staffId: actor.id!,
    postId: actor.postId!,
    reason: reason.trim(),
  });
  return ok();
}

export interface RecordExaminationInput {
  staffId: string;
  verdict: 'allow' | 'refuse';
  /** The last day of an allowance. */
  validTo: string | null;
  reason: string;
  seen: string[];
}

/** Only of who asked: nobody is let see what they did not ask for. */
export async function examineRecord(
  bureau: Bureau,
  place: RecordPlace,
  input: RecordExaminationInput,
): Promise<Result<unknown>> {
  const { tx, actor } = bureau;
  await holdMeasures(tx);
  const protection = await protectionOfRecord(bureau, place);
  if (!protection.ok) return protection;
  await holdRequest(tx, place, input.staffId);
  const asked = await selectOpenRequests(tx, { ...place, staffId: input.staffId });
  if (asked.length === 0) return fail('conflict', 'この人の依頼は、もう判断されています。');
  if (input.staffId === actor.id)
    return fail('conflict', '自分の依頼は、自分で認められません。別の担当者が判断します。');
  if (input.reason.trim() === '') return wrong('reason', '判断した理由と、使いみちを書いてください。');
  const today = tokyoDate(new Date());
  const last = tokyoDate(new Date(Date.now() + longestAllowance * 86_400_000));
  const { validTo } = input;
  if (input.verdict === 'allow') {
    if (input.seen.length === 0) return wrong('seen', '確かめたものを選んでください。');
    if (validTo === null || validTo < today || validTo > last)
      return wrong('validTo', `今日から${longestAllowance}日以内の日を入れてください。`);
  }
  await insertRecordExamination(tx, place, {
    id: randomUUID(),
    staffId: input.staffId,
    verdict: input.verdict,
    validTo: input.verdict === 'allow' ? validTo : null,
    reason: input.reason.trim(),
    seen: input.seen,
    examinedBy: actor.id!,
    postId: actor.postId!,
  });
  return ok();
}

/** An officer ends what was allowed before its term. */
export async function withdrawAllowance(
  { tx, actor }: Pick<Bureau, 'tx' | 'actor'>,
  place: RecordPlace,
  input: { staffId: string; reason: string },
): Promise<Result<unknown>> {
  if (input.reason.trim() === '') return wrong('withdrawReason', '取り消す理由を書いてください。');
  if (input.staffId === actor.id) return fail('conflict', '自分についての判断は、別の担当者が行います。');
  await insertRecordExamination(tx, place, {
    id: randomUUID(),
    staffId: input.staffId,
    verdict: 'refuse',
    validTo: null,
    reason: input.reason.trim(),
    seen: [],
    examinedBy: actor.id!,
    postId: actor.postId!,
  });
  return ok();
}

/** An officer knows that a record is about somebody of a measure although no name field says so. */
export async function linkRecord(
  bureau: Bureau,
  measureId: string,
  input: RecordPlace & { personId: string },
): Promise<Result<unknown>> {
  const { tx, municipality, actor } = bureau;
  const measure = await selectMeasure(tx, measureId);
  const person = (await selectPersons(tx, measureId)).find((one) => one.id === input.personId);
  if (measure === null || person === undefined) return fail('notFound');
  const app = (await definitionsOf(tx, municipality)).app(input.appId, { on: tokyoDate(new Date()) })?.body;
  const there =
    app?.work !== undefined &&
    uuid.test(input.recordId) &&
    (await loadRecord(tx, app as unknown as RecordApp, input.recordId)) !== null;
  if (!there) return wrong('record', 'このレコードはありません。レコードの画面のアドレスを貼ってください。');
  await insertRecordKey(tx, input.appId, input.recordId, `p:${person.id}`);
  await insertHistory(tx, {
    measureId,
    act: 'linkRecord',
    postId: actor.postId!,
    detail: { role: person.role },
  });
  return ok();
}

const wrong = (path: string, message: string): Result<never> =>
  fail('invalid', undefined, [{ path, message }]);
