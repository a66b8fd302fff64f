/** What is wrong with an app while it is being built: its definition, and what stands around it. Records are not looked at. */
import type { App } from '#core/definitions';
import type { Tx } from '#platform/db.server';
import { checkAround } from './check-around.server.ts';
import type { AppProblem } from './model.ts';
import { readWhole } from './read-body.server.ts';

export async function checkDraft(tx: Tx, body: App): Promise<AppProblem[]> {
  const whole = readWhole(body);
  return whole.ok ? checkAround(tx, whole.value) : whole.error;
}
