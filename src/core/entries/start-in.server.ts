/** New records take their place in the process of the app: its first state. */
import { dueOn } from '#core/record-process';
import { postEffects } from '#core/record-process/effects.server';
import { calendarOf, startRecords } from '#core/record-process/state.server';
import type { Shape } from '#core/records.server';
import { tokyoDate } from '#kernel/dates';
import type { EntryDesk, OpenApp } from './open-app.server.ts';

export async function startIn(
  { tx, actor, quiet }: Pick<EntryDesk, 'tx' | 'actor' | 'quiet'>,
  { app, definitions }: Pick<OpenApp, 'app' | 'definitions'>,
  shape: Shape,
  ids: readonly string[],
): Promise<void> {
  const first = app.work.process?.states[0];
  if (first === undefined) return;
  const today = tokyoDate(new Date());
  const due =
    first.deadline === undefined ? null : dueOn(first.deadline, today, calendarOf(definitions, today));
  await startRecords(tx, { appId: app.id, table: shape.table }, ids, { state: first.id, dueOn: due });
  if (quiet) return;
  const followed = { appId: app.id, state: first.id, by: actor.id };
  for (const recordId of ids) await postEffects(tx, [first], { ...followed, recordId });
}
