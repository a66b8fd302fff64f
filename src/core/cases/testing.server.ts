/** For db tests of this room and of services on it: a desk for a login, and an application that arrives. */
import { randomUUID } from 'node:crypto';
import { definitionsOf } from '#core/definitions.server';
import { post } from '#core/exchange.server';
import type { Answers, Field } from '#core/fields';
import { actorOfLogin } from '#core/people.server';
import type { StaffActor } from '#core/policy';
import { messagePlace, sealAnswers } from '#core/sealing.server';
import { tokyoDate } from '#kernel/dates';
import { createKeyring, sealsOf } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';

/** The one of every test of this room. */
export const keyring = createKeyring('a secret for tests that is long enough');

/** The actor of a login today. */
export const actorOf = (tx: Tx, login: string): Promise<StaffActor> =>
  actorOfLogin(tx, login, tokyoDate(new Date()));

/** Posts `application.submitted` as the portal does at submission. Gives the application id. */
export async function arrive(
  tx: Tx,
  municipality: string,
  input: {
    procedureId: string;
    answers: Answers;
    receiptNumber: string;
    assurance?: string;
    arrivedAt?: Date;
  },
): Promise<string> {
  const today = tokyoDate(new Date());
  const definitions = await definitionsOf(tx, municipality);
  const procedure = definitions.procedure(input.procedureId, { on: today })!;
  const app = definitions.app(procedure.body.app!, { on: today })!;
  const applicationId = randomUUID();
  const arrivedAt = (input.arrivedAt ?? new Date()).toISOString();
  await post(tx, 'application.submitted', {
    applicationId,
    receiptNumber: input.receiptNumber,
    procedureId: procedure.body.id,
    procedureVersion: procedure.version,
    appId: app.body.id,
    appVersion: app.version,
    arrivedAt,
    language: 'ja',
    assurance: input.assurance ?? 'mail',
    answers: await sealAnswers(
      sealsOf({ tx, keyring, municipality }, 'portal'),
      messagePlace('application.submitted', applicationId, arrivedAt, app.body.id),
      app.body.fields as unknown as Field[],
      input.answers,
    ),
    attachments: [],
  });
  return applicationId;
}
