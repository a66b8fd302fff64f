/** An application on paper, by phone or at the counter, entered by staff through the same form. */
import { randomUUID } from 'node:crypto';
import { newNumber } from '#core/applications.server';
import { definitionsOf } from '#core/definitions.server';
import type { Answers } from '#core/fields';
import { departmentsFor } from '#core/policy.server';
import { tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import type { Seals } from '#platform/crypto.server';

import { insertStaffFile } from './log.sql.ts';
import type { Desk } from './open-case.server.ts';
import { createCase, dueOn } from './receive-application.server.ts';
import { departmentOf } from './route-case.ts';

export interface Scan {
  /** Of a file that an answer names; a scan of the paper gets one. */
  id?: string;
  sha256: string;
  name: string;
  type: string;
  bytes: number;
  scan: 'none' | 'clean' | 'waiting';
  fieldId: number | null;
}

/** Gives the new case; staff of another department get notFound. Answers come open and are sealed here. */
export async function enterCase(
  desk: Desk,
  seals: Seals,
  input: {
    procedureId: string;
    channel: 'counter' | 'phone' | 'post';
    arrivedAt: string;
    answers: Answers;
    scans: Scan[];
  },
): Promise<Result<{ caseId: string; receiptNumber: string }>> {
  const today = tokyoDate(new Date());
  const definitions = await definitionsOf(desk.tx, desk.municipality);
  const arrivedOn = tokyoDate(new Date(input.arrivedAt));
  if (arrivedOn > today)
    return fail('invalid', undefined, [
      { path: 'arrivedAt', message: '到達日は今日までの日を入れてください。' },
    ]);
  const procedure = definitions.procedure(input.procedureId, { on: arrivedOn });
  if (procedure?.body.app === undefined) return fail('notFound');
  const app = definitions.app(procedure.body.app, { on: arrivedOn });
  if (app === null) return fail('notFound');
  const organisation = definitions.organisation(arrivedOn);
  const department = departmentOf(procedure.body, organisation, input.answers);
  if (!departmentsFor(desk.actor, 'case.enter').includes(department)) return fail('notFound');
  const receiptNumber = newNumber();
  const caseId = await createCase(desk.tx, seals, {
    app: app.body,
    appVersion: app.version,
    procedure: procedure.body,
    procedureVersion: procedure.version,
    department,
    applicationId: null,
    receiptNumber,
    arrivedAt: input.arrivedAt,
    channel: input.channel,
    // The mail level proves only that somebody can be reached, which staff who took the paper or the call know.
    // Anything stronger is recorded as an identity check.
    assurance: 'mail',
    answers: input.answers,
    dueOn: dueOn(arrivedOn, procedure.body, organisation.closedDays),
    postId: desk.actor.postId,
  });
  for (const scan of input.scans)
    await insertStaffFile(desk.tx, {
      ...scan,
      id: scan.id ?? randomUUID(),
      caseId,
      postId: desk.actor.postId,
    });
  return ok({ caseId, receiptNumber });
}
