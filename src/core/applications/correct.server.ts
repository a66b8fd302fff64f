/** Correcting exactly what the office sent back (補正). What cannot be taken yet is kept beside the request. */

import { post } from '#core/exchange.server';
import { type Answers, type Field, isReadOnly, type Typed } from '#core/fields';
import {
  actOnPage,
  checkPage,
  type Evaluation,
  evaluateForm,
  type Form,
  type FormContext,
  pageOf,
  readAction,
  restrictTo,
  submittedAnswers,
} from '#core/forms';
import {
  applicationPlace,
  correctionPlace,
  messagePlace,
  openAnswers,
  openTyped,
  sealAnswers,
  sealTyped,
} from '#core/sealing.server';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import {
  findApplication,
  insertEvent,
  lockApplication,
  updateCorrected,
  updateCorrectionTyped,
} from './applications.sql.ts';
import { type FileNotes, fileNotes } from './file-notes.server.ts';
import { selectApplicationFiles } from './files.sql.ts';
import type { Application } from './model.ts';
import type { SavePorts } from './save-page.server.ts';
import {
  type ApplicantScene,
  applicantSeals,
  type Behaviour,
  behaviourOf,
  formContext,
} from './scene.server.ts';
import { canonical } from './submit.server.ts';
import { filesNamed, keepUploads, type Upload } from './uploads.server.ts';

export interface OpenCorrection extends Behaviour {
  application: Application;
  /** Open in the returned fields only; those stand together on `page`. */
  form: Form;
  page: string;
  answers: Answers;
  typed: Typed;
  context: FormContext;
  evaluation: Evaluation;
}

const page = 'correction';

/** Conflict when nothing has been sent back (any more). */
export async function openCorrection(
  scene: ApplicantScene,
  id: string,
  lock = false,
): Promise<Result<OpenCorrection>> {
  const application = await (lock ? lockApplication : findApplication)(scene.tx, scene.actor, id);
  if (application === null) return fail('notFound');
  const { correction } = application;
  if (correction === null) return fail('conflict');
  const behaviour = behaviourOf(scene.definitions, application);
  const form = onOnePage(
    restrictTo(
      behaviour.form,
      correction.fields.map((field) => field.path),
    ),
  );
  const seals = applicantSeals(scene);
  const held = correctionPlace(application.id, application.appId);
  const answers =
    correction.answers === undefined
      ? await openAnswers(seals, applicationPlace(application.id, application.appId), application.answers)
      : await openAnswers(seals, held, correction.answers);
  const context = formContext(scene);
  const typed = await openTyped(seals, held, correction.typed ?? {});
  return ok({
    ...behaviour,
    application,
    form,
    page,
    answers,
    typed,
    context,
    evaluation: evaluateForm(form, answers, context),
  });
}

/** Gathers the open fields on a page of their own; the others stay on theirs, because formulas may ask for them. */
function onOnePage(form: Form): Form {
  const open = form.fields.filter((field) => !isReadOnly(field.type) && isOpen(form, `f${field.id}`));
  const ids = new Set(open.map((field) => field.id));
  return {
    ...form,
    fields: form.fields.map((field) => (ids.has(field.id) ? { ...field, page } : field)),
    pages: [
      ...form.pages.map((one) => ({
        ...one,
        items: one.items.filter((item) => !('field' in item) || !ids.has(Number(item.field))),
      })),
      {
        id: page,
        title: { ja: '補正', 'ja-easy': '直す ところ', en: 'Corrections' },
        minutes: 1,
        items: open.map((field) => ({ field: String(field.id) })),
      },
    ],
  };
}

const isOpen = (form: Form, name: string) =>
  (form.editable ?? []).some((open) => open === name || open.startsWith(`${name}[`));

export interface CorrectionOutcome {
  /** sent; kept because something is to be mended or a button of the page was pressed; kept to go on later. */
  kind: 'sent' | 'kept' | 'later';
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
  const checked = checkPage(form, page, kept.typed, kept.answers, context);
  const after = {
    ...open,
    answers: checked.answers,
    typed: kept.typed,
    evaluation: evaluateForm(form, checked.answers, context),
  };
  const notes = await correctionNotes(scene, after);
  const issues = [...kept.issues, ...checked.issues, ...notes.issues];
  const notices = [...acted.notices, ...checked.notices, ...notes.notices];
  const goesOn = action.kind === 'other' && action.value === 'next';
  if (goesOn && issues.length === 0 && checked.unseen.length === 0) {
    await send(scene, open, after);
    return ok({ kind: 'sent', open: after, issues, notices });
  }
  await keepTyped(scene, after);
  const later = action.kind === 'other' && action.value === 'save';
  return ok({
    kind: later ? 'later' : 'kept',
    open: after,
    issues: goesOn ? issues : kept.issues,
    notices,
    focus: acted.focus,
  });
}

/** Of the files in the open fields; the others cannot be changed here. */
export async function correctionNotes({ tx }: ApplicantScene, open: OpenCorrection): Promise<FileNotes> {
  const { form, answers, context, application } = open;
  const notes = await fileNotes(tx, { application: application.id }, form, answers, context);
  const here = ({ path }: Issue) => pageOf(form, path) === page;
  return { ...notes, issues: notes.issues.filter(here), notices: notes.notices.filter(here) };
}

async function keepTyped(scene: ApplicantScene, open: OpenCorrection): Promise<void> {
  const { id, appId } = open.application;
  const seals = applicantSeals(scene);
  const at = correctionPlace(id, appId);
  await updateCorrectionTyped(scene.tx, id, {
    typed: await sealTyped(seals, at, open.fields as Field[], open.typed),
    answers: await sealAnswers(seals, at, open.fields as Field[], open.answers),
  });
}

async function send(scene: ApplicantScene, before: OpenCorrection, after: OpenCorrection): Promise<void> {
  const { tx } = scene;
  const { id, appId, answers: stored } = before.application;
  const seals = applicantSeals(scene);
  const here = applicationPlace(id, appId);
  const whole = submittedAnswers(before.form, after.answers, after.context);
  const old = await openAnswers(seals, here, stored);
  const changed: Answers = {};
  for (const key of new Set([...Object.keys(old), ...Object.keys(whole)])) {
    if (canonical(old[key] ?? null) !== canonical(whole[key] ?? null)) changed[key] = whole[key] ?? null;
  }
  const fields = before.fields as Field[];
  const sealed = await sealAnswers(seals, here, fields, changed);
  await updateCorrected(tx, id, { ...withoutEmpty(stored, changed), ...sealed });
  const at = await insertEvent(tx, id, 'corrected');
  const known = new Set(filesNamed(before.form, old).map((file) => file.fileId));
  const now = new Set(filesNamed(before.form, whole).map((file) => file.fileId));
  const attachments = (await selectApplicationFiles(tx, id)).filter(
    (file) => now.has(file.id) && !known.has(file.id),
  );
  const moment = at.toISOString();
  const onTheWay = messagePlace('application.corrected', id, moment, appId);
  await post(tx, 'application.corrected', {
    applicationId: id,
    appId,
    answers: await sealAnswers(seals, onTheWay, fields, changed),
    attachments,
    at: moment,
  });
}

function withoutEmpty(stored: Answers, changed: Answers): Answers {
  return Object.fromEntries(Object.entries(stored).filter(([key]) => !(key in changed)));
}
