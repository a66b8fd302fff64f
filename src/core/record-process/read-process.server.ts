/** Where a record stands in its process: state, buttons with reasons, route, log. */
import type { EntryDesk } from '#core/entries.server';
import type { Result } from '#kernel/result';
import type { ProcessShown } from './model.ts';

/** Null: the app has no process. Not found: the record is not for this person. */
export function readProcess(
  _desk: Pick<EntryDesk, 'tx' | 'municipality' | 'actor'>,
  _appId: string,
  _recordId: string,
): Promise<Result<ProcessShown | null>> {
  throw new Error('not built yet');
}
