/** New records take their place in the process of the app: its first state. */
import { dueOn } from '#core/record-process';
import { postEffects } from '#core/record-process/effects.server';
import { calendarOf, startRecords } from '#core/record-process/state.server';
import type { Shape } from '#core/records.server';
import { tokyoDate } from '#kernel/dates';
import type { EntryDesk, OpenApp } from './open-app.server.ts';

/** `state`: another one than the first, of a record that comes from elsewhere; nothing follows from it here. */
export interface Begun {
  id: string;
  state?: string | undefined;
}

export async function startIn(
  { tx, actor, quiet }: Pick<EntryDesk, 'tx' | 'actor' | 'quiet'>,
  { app, definitions }: Pick<OpenApp, 'app' | 'definitions'>,
  shape: Shape,
  begun: readonly Begun[],
): Promise<void> {
  const states = app.work.process?.states ?? [];
  const [first] = states;
  if (first === undefined) return;
  const today = tokyoDate(new Date());
  const byState = Map.groupBy(begun, (one) => states.find(({ id }) => id === one.state) ?? first);
  for (const [state, ones] of byState) {
    const due =
      state.deadline === undefined ? null : dueOn(state.deadline, today, calendarOf(definitions, today));
    await startRecords(
      tx,
      { appId: app.id, table: shape.table },
      ones.map((one) => one.id),
      { state: state.id, dueOn: due, elsewhere: state !== first },
    );
  }
  if (quiet) return;
  const followed = { appId: app.id, state: first.id, by: actor.id };
  for (const { id } of byState.get(first) ?? [])
    await postEffects(tx, [first], { ...followed, recordId: id });
}

/** Why a record cannot begin in this state; null: it can. */
export function stateIssue(open: Pick<OpenApp, 'app' | 'access'>, state: string): string | null {
  const found = open.app.work.process?.states.find((one) => one.id === state);
  if (found === undefined) return 'この状態はありません。';
  if (open.access.rows('manage') !== true)
    return '状態を決めて取り込めるのは、この業務アプリを管理する人だけです。';
  return found.kind === 'approval' ? '決裁中の状態で始めることはできません。' : null;
}
