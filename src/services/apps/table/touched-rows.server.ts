/** The audit of a list that was read: which records, and of what sensitivity what was shown of them. */
import type { OpenApp, ReadField } from '#core/views.server';
import type { AppScene } from './desk.server.ts';

export function touchedRows(
  { touched }: Pick<AppScene, 'touched'>,
  { app }: OpenApp,
  rows: readonly { id: string }[],
  read: readonly ReadField[],
  purpose: 'record.list' | 'record.print' = 'record.list',
): void {
  const classes = [...new Set(read.map((one) => one.field.classification))];
  touched('record', [app.id, ...rows.map((row) => row.id)], classes, purpose);
}
