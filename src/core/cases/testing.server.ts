/** For db tests of this room and of services on it: a desk for a login, and an application that arrives. */
import { randomUUID } from 'node:crypto';
import { definitionsOf } from '#core/definitions.server';
import { post } from '#core/exchange.server';
import type { Answers } from '#core/fields';
import { selectDescent, selectPosts, selectStaffByLogin, selectStandIns } from '#core/people.server';
import type { StaffActor } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';

/** The actor a login would be after signing in and choosing its main post. */
export async function actorOf(tx: Tx, login: string): Promise<StaffActor> {
  const today = tokyoDate(new Date());
  const staff = await selectStaffByLogin(tx, login);
  if (staff === null) throw new Error(`no member of staff ${login}`);
  const post = (await selectPosts(tx, staff.id, today))[0];
  if (post === undefined) throw new Error(`${login} holds no post today`);
  return {
    kind: 'staff',
    id: staff.id,
    postId: post.id,
    sessionHash: null,
    stage: 'full',
    name: staff.name,
    post,
    departments: await selectDescent(tx, post.department, today),
    standsInFor: await selectStandIns(tx, post.id, today),
  };
}

/** Posts `application.submitted` as the portal does at submission. Gives the application id. */
export async function arrive(
  tx: Tx,
  municipality: string,
  input: { procedureId: string; answers: Answers; receiptNumber: string; assurance?: string; arrivedAt?: Date },
): Promise<string> {
  const today = tokyoDate(new Date());
  const definitions = await definitionsOf(tx, municipality);
  const procedure = definitions.procedure(input.procedureId, { on: today })!;
  const app = definitions.app(procedure.body.app!, { on: today })!;
  const applicationId = randomUUID();
  await post(tx, 'application.submitted', {
    applicationId,
    receiptNumber: input.receiptNumber,
    procedureId: procedure.body.id,
    procedureVersion: procedure.version,
    appId: app.body.id,
    appVersion: app.version,
    arrivedAt: (input.arrivedAt ?? new Date()).toISOString(),
    language: 'ja',
    assurance: input.assurance ?? 'mail',
    answers: input.answers,
    attachments: [],
  });
  return applicationId;
}
