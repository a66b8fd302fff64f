import { randomUUID } from 'node:crypto';
import { post } from '#core/exchange.server';
import type { Answers, Field, Json } from '#core/fields';
import { checkAll, type PageIssue, pageOf, submittedAnswers } from '#core/forms';
import { acceptsOn } from '#core/procedures';
import { applicationPlace, messagePlace, sealAnswers } from '#core/sealing.server';
import { fail, ok, type Result } from '#kernel/result';
import { findApplication, findBySubmitKey, insertApplication } from './applications.sql.ts';
import { fileNotes } from './file-notes.server.ts';
import { newNumber } from './new-number.server.ts';
import { type OpenDraft, openDraft } from './open-draft.server.ts';
import { type ApplicantScene, applicantSeals } from './scene.server.ts';
import { grant } from './secrets.sql.ts';
import { filesNamed } from './uploads.server.ts';

export type Submission =
  /** Arrived now, or the same had arrived before. */
  | { kind: 'arrived'; applicationId: string; receiptNumber: string; again: boolean }
  /** Something else had arrived under this key: it stands, and is shown. */
  | { kind: 'different'; applicationId: string }
  /** The answers are no longer those that were reviewed. */
  | { kind: 'changed' }
  | { kind: 'incomplete'; issues: PageIssue[] }
  | { kind: 'closed' };

/** What would be sent, and the keyed hash of it that the review page carries. */
export function bodyOf(scene: ApplicantScene, open: OpenDraft): { answers: Answers; hash: string } {
  const answers = submittedAnswers(open.form, open.answers, open.context);
  return { answers, hash: scene.keyring.hmac('body', `${open.draft.appId}:${canonical(answers)}`) };
}

/**
 * Sends a draft once. All repeats of the same body, however many at the same moment, get the same application; the
 * insertion is one statement guarded by the key, so nothing depends on who looked first.
 */
export async function submit(
  scene: ApplicantScene,
  draftId: string,
  body: string,
): Promise<Result<Submission>> {
  const opened = await openDraft(scene, draftId);
  if (!opened.ok) return opened;
  const open = opened.value;
  const { draft } = open;
  if (draft.submittedAs !== null) return alreadySent(scene, draft.submitKey, body);
  const { answers, hash } = bodyOf(scene, open);
  if (hash !== body) return ok({ kind: 'changed' });
  if (!acceptsOn(open.procedure.deadline, open.context.today)) return ok({ kind: 'closed' });
  const refused = await fileNotes(scene.tx, { draft: draft.id }, open.form, answers, open.context);
  const issues = [
    ...checkAll(open.form, open.answers, open.context),
    ...refused.issues.map((issue) => ({ ...issue, page: pageOf(open.form, issue.path) ?? '' })),
  ];
  if (issues.length > 0) return ok({ kind: 'incomplete', issues });
  return arrive(scene, open, answers, hash);
}

async function arrive(
  scene: ApplicantScene,
  open: OpenDraft,
  plain: Answers,
  bodyHash: string,
): Promise<Result<Submission>> {
  const { tx, actor } = scene;
  const { draft } = open;
  const applicationId = randomUUID();
  const receiptNumber = newNumber();
  const seals = applicantSeals(scene);
  const fields = open.fields as Field[];
  const inserted = await insertApplication(tx, {
    id: applicationId,
    receiptNumber,
    submitKey: draft.submitKey,
    bodyHash,
    procedure: { id: draft.procedureId, version: draft.procedureVersion },
    app: { id: draft.appId, version: draft.appVersion },
    accountId: draft.accountId,
    language: draft.language,
    answers: await sealAnswers(seals, applicationPlace(applicationId, draft.appId), fields, plain),
    dueOn: null,
    draftId: draft.id,
    sessionHash: actor.sessionHash,
  });
  if (inserted === null) return alreadySent(scene, draft.submitKey, bodyHash);
  const named = new Set(filesNamed(open.form, plain).map((file) => file.fileId));
  const arrivedAt = inserted.arrivedAt.toISOString();
  const onTheWay = messagePlace('application.submitted', applicationId, arrivedAt, draft.appId);
  const attachments = inserted.attachments.filter((file) => named.has(file.id));
  await post(
    tx,
    'application.submitted',
    {
      applicationId,
      receiptNumber,
      procedureId: draft.procedureId,
      procedureVersion: draft.procedureVersion,
      appId: draft.appId,
      appVersion: draft.appVersion,
      arrivedAt,
      language: draft.language,
      // A code to mail or phone is all this side can prove yet.
      assurance: actor.kind === 'account' ? 'mail' : 'none',
      answers: await sealAnswers(seals, onTheWay, fields, plain),
      attachments,
    },
    `submitted:${draft.submitKey}`,
  );
  return ok({ kind: 'arrived', applicationId, receiptNumber, again: false });
}

async function alreadySent(
  scene: ApplicantScene,
  submitKey: string,
  body: string,
): Promise<Result<Submission>> {
  const sent = await findBySubmitKey(scene.tx, submitKey);
  if (sent === null) return fail('notFound');
  let own = await findApplication(scene.tx, scene.actor, sent.id);
  if (own === null && scene.actor.sessionHash !== null) {
    // Sent from another device: whoever reaches the draft reaches what became of it.
    await grant(scene.tx, scene.actor.sessionHash, 'application', sent.id);
    own = sent;
  }
  if (own === null) return fail('notFound');
  if (own.bodyHash !== body) return ok({ kind: 'different', applicationId: own.id });
  return ok({ kind: 'arrived', applicationId: own.id, receiptNumber: own.receiptNumber, again: true });
}

/** JSON with keys in order, so that the same answers always give the same text. */
export function canonical(value: Json): string {
  return JSON.stringify(value, (_key, part: Json) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
