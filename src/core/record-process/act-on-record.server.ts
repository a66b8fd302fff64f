/** An act of the definition: leads a record to its next state; into a state of approval it is 起案. */
import type { EntryDesk } from '#core/entries.server';
import type { Result } from '#kernel/result';
import type { ActAsked, Acted } from './model.ts';

/** `record.act`. Issues name fields that must be filled in first (`f<id>`). */
export function actOnRecord(
  _desk: EntryDesk,
  _appId: string,
  _recordId: string,
  _asked: ActAsked,
): Promise<Result<Acted>> {
  throw new Error('not built yet');
}
