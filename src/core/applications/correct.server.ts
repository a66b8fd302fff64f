/** Correcting exactly what the office sent back (補正). What cannot be taken yet is kept beside the request. */
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import type { Answers, Field, Typed } from '#core/fields';
import {
  actOnPage,
  checkAll,
  checkPage,
  type Evaluation,
  evaluateForm,
  type Form,
  type FormContext,
  openPages,
  readAction,
  restrictTo,
  submittedAnswers,
} from '#core/forms';
import { post } from '#core/exchange.server';
import { findApplication, insertEvent, lockApplication, updateCorrected, updateCorrectionTyped } from './applications.sql.ts';
import { selectApplicationFiles } from './files.sql.ts';
import type { Application } from './model.ts';
import { type ApplicantScene, type Behaviour, behaviourOf, formContext, sealerOf } from './scene.server.ts';
import { openAnswers, openTyped, sealAnswers, sealTyped } from './sealed.server.ts';
import { canonical } from './submit.server.ts';
import type { SavePorts } from './save-page.server.ts';
import { filesNamed, keepUploads, type Upload } from './uploads.server.ts';

export interface OpenCorrection extends Behaviour {
  application: Application;
  /** Open in the returned fields only. */
  form: Form;
  answers: Answers;
  typed: Typed;
  context: FormContext;
  evaluation: Evaluation;
  pages: string[];
}

/** Conflict when nothing has been sent back (any more). */
export async function openCorrection(scene: ApplicantScene, id: string, lock = false): Promise<Result<OpenCorrection>> {
  const application = await (lock ? lockApplication : findApplication)(scene.tx, scene.actor, id);
  if (application === null) return fail('notFound');
  const { correction } = application;
  if (correction === null) return fail('conflict');
  const behaviour = behaviourOf(scene.definitions, application);
  const form = restrictTo(behaviour.form, correction.fields.map((field) => field.path));
  const sealer = sealerOf(scene, application.appId);
  const answers = openAnswers(sealer, behaviour.fields, correction.answers ?? application.answers);
  const context = formContext(scene);
  const evaluation = evaluateForm(form, answers, context);
  const typed = openTyped(sealer, correction.typed ?? {});
  return ok({ ...behaviour, application, form, answers, typed, context, evaluation, pages: openPages(form, evaluation) });
}

export interface CorrectionOutcome {
  sent: boolean;
  open: OpenCorrection;
  issues: Issue[];
  notices: { path: string; message: string }[];
  focus?: string;
}

/** Takes all returned fields at once. Sends them when they hold, else keeps them and says what to mend. */
export async function correct(
  scene: ApplicantScene,
  id: string,
  sent: { typed: Typed; uploads: Upload[] },
  ports: SavePorts,
): Promise<Result<CorrectionOutcome>> {
  const opened = await openCorrection(scene, id, true);
  if (!opened.ok) return opened;
  const open = opened.value;
  const { form, context } = open;
  const action = readAction(sent.typed);
  const acted = await actOnPage(form, sent.typed, action, context, { lookUpTown: ports.lookUpTown });
  const place = { form, draftId: null, applicationId: id };
  const kept = await keepUploads(scene.tx, ports.uploads, place, sent.uploads, open.answers, acted.typed);
  let answers = kept.answers;
  const issues: Issue[] = [...kept.issues];
  const notices = [...acted.notices];
  for (const page of open.pages) {
    const checked = checkPage(form, page, kept.typed, answers, context);
    answers = checked.answers;
    issues.push(...checked.issues);
    notices.push(...checked.notices);
  }
  const evaluation = evaluateForm(form, answers, context);
  const after = { ...open, answers, typed: kept.typed, evaluation, pages: openPages(form, evaluation) };
  const asked = new Set(after.pages);
  issues.push(...checkAll(form, answers, context).filter((one) => asked.has(one.page) && !issues.some((each) => each.path === one.path)));
  if (action.kind !== 'other' || issues.length > 0) {
    await keepTyped(scene, after);
    return ok({ sent: false, open: after, issues: action.kind === 'other' ? issues : [], notices, focus: acted.focus });
  }
  await send(scene, open, after);
  return ok({ sent: true, open: after, issues: [], notices });
}

async function keepTyped(scene: ApplicantScene, open: OpenCorrection): Promise<void> {
  const sealer = sealerOf(scene, open.application.appId);
  await updateCorrectionTyped(scene.tx, open.application.id, {
    typed: sealTyped(sealer, open.fields as Field[], open.typed),
    answers: sealAnswers(sealer, open.fields as Field[], open.answers),
  });
}

async function send(scene: ApplicantScene, before: OpenCorrection, after: OpenCorrection): Promise<void> {
  const { tx } = scene;
  const { id, appId, answers: stored } = before.application;
  const sealer = sealerOf(scene, appId);
  const whole = submittedAnswers(before.form, after.answers, after.context);
  const old = openAnswers(sealer, before.fields, stored);
  const changed: Answers = {};
  for (const key of new Set([...Object.keys(old), ...Object.keys(whole)])) {
    if (canonical(old[key] ?? null) !== canonical(whole[key] ?? null)) changed[key] = whole[key] ?? null;
  }
  const sealed = sealAnswers(sealer, before.fields as Field[], changed);
  await updateCorrected(tx, id, { ...withoutEmpty(stored, changed), ...sealed });
  const at = await insertEvent(tx, id, 'corrected');
  const known = new Set(filesNamed(before.form, old).map((file) => file.fileId));
  const now = new Set(filesNamed(before.form, whole).map((file) => file.fileId));
  const attachments = (await selectApplicationFiles(tx, id)).filter((file) => now.has(file.id) && !known.has(file.id));
  await post(tx, 'application.corrected', { applicationId: id, answers: sealed, attachments, at: at.toISOString() });
}

function withoutEmpty(stored: Answers, changed: Answers): Answers {
  return Object.fromEntries(Object.entries(stored).filter(([key]) => !(key in changed)));
}
