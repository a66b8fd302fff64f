/** What is wrong with an app while it is being built: its definition, and what stands around it. Records are not looked at. */
import type { App } from '#core/definitions';
import { checkAround } from './check-around.server.ts';
import type { AppDesk } from './desk.server.ts';
import type { AppProblem } from './model.ts';
import { readWhole } from './read-body.server.ts';
import { sightOf } from './sight.ts';

/** `published`: what stands in force; what it says of apps out of this person's sight stays as it is. */
export async function checkDraft(
  { tx, actor }: Pick<AppDesk, 'tx' | 'actor'>,
  body: App,
  published: App | null,
): Promise<AppProblem[]> {
  const whole = readWhole(body);
  if (!whole.ok) return whole.error;
  return checkAround(tx, whole.value, sightOf(actor, published === null ? [] : [published]));
}
