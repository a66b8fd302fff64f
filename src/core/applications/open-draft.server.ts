import type { Answers, Typed } from '#core/fields';
import { type Evaluation, evaluateForm, type FormContext } from '#core/forms';
import { draftPlace, openAnswers, openTyped } from '#core/sealing.server';
import { fail, ok, type Result } from '#kernel/result';
import { findDraft, lockDraft } from './drafts.sql.ts';
import type { Draft } from './model.ts';
import {
  type ApplicantScene,
  applicantSeals,
  type Behaviour,
  behaviourOf,
  formContext,
} from './scene.server.ts';

/** A draft with its form, opened for the one who writes it. */
export interface OpenDraft extends Behaviour {
  draft: Draft;
  answers: Answers;
  typed: Typed;
  context: FormContext;
  evaluation: Evaluation;
}

/** `lock` keeps others from changing it until the transaction ends. */
export async function openDraft(scene: ApplicantScene, id: string, lock = false): Promise<Result<OpenDraft>> {
  const draft = await (lock ? lockDraft : findDraft)(scene.tx, scene.actor, id);
  if (draft === null) return fail('notFound');
  const behaviour = behaviourOf(scene.definitions, draft);
  const seals = applicantSeals(scene);
  const at = draftPlace(draft.id, draft.appId);
  const answers = await openAnswers(seals, at, draft.answers);
  const context = formContext(scene);
  return ok({
    ...behaviour,
    draft,
    answers,
    typed: await openTyped(seals, at, draft.typed),
    context,
    evaluation: evaluateForm(behaviour.form, answers, context),
  });
}
