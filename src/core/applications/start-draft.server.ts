import { randomUUID } from 'node:crypto';
import type { Field } from '#core/fields';
import { findMandator } from '#core/people/accounts.server';
import { acceptsOn } from '#core/procedures';
import { draftPlace, sealAnswers } from '#core/sealing.server';
import { fail, ok, type Result } from '#kernel/result';
import { insertDraft } from './drafts.sql.ts';
import { newNumber } from './new-number.server.ts';
import { hashSecret, paperSecret } from './paper-secret.server.ts';
import { offerPrefill } from './prefill.server.ts';
import { type ApplicantScene, applicantSeals, formContext, formOf } from './scene.server.ts';

export interface Start {
  procedureId: string;
  /** Hash of the session that begins; the draft is its own at once. */
  sessionHash: string;
  /** A mandate by which one begins for somebody else. */
  mandateId: string | null;
  /** The person agreed that known answers are copied. */
  prefill: boolean;
}

/** Begins a draft of a procedure that accepts applications today. */
export async function startDraft(scene: ApplicantScene, start: Start): Promise<Result<{ draftId: string }>> {
  const { tx, definitions, actor, keyring } = scene;
  const context = formContext(scene);
  const procedure = definitions.procedure(start.procedureId, { on: context.today });
  const app =
    procedure?.body.app === undefined ? null : definitions.app(procedure.body.app, { on: context.today });
  if (procedure === null || app === null || !procedure.body.online.available) return fail('notFound');
  if (!acceptsOn(procedure.body.deadline, context.today)) return fail('gone');
  let accountId = actor.id;
  if (start.mandateId !== null) {
    accountId =
      actor.id === null ? null : await findMandator(tx, start.mandateId, actor.id, procedure.body.id);
    if (accountId === null) return fail('notFound');
  }
  const form = formOf(definitions, app.body, app.version);
  const known = start.prefill && start.mandateId === null ? await offerPrefill(scene, form) : null;
  const id = randomUUID();
  await insertDraft(tx, {
    id,
    number: newNumber(),
    secretHash: await hashSecret(keyring, paperSecret(keyring, id)),
    procedure: { id: procedure.body.id, version: procedure.version },
    app: { id: app.body.id, version: app.version },
    accountId,
    language: scene.language,
    typed: {},
    answers: await sealAnswers(
      applicantSeals(scene),
      draftPlace(id, app.body.id),
      form.fields as unknown as Field[],
      known?.answers ?? {},
    ),
    submitKey: randomUUID(),
    sessionHash: start.sessionHash,
  });
  return ok({ draftId: id });
}
