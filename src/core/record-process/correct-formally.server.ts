/** 字句の訂正 after the decision: the only change a decided record takes, with a reason, always shown. */
import type { EntryDesk } from '#core/entries.server';
import type { Answers } from '#core/fields';
import type { Result } from '#kernel/result';
import type { Acted } from './model.ts';

/** `record.correctFormally`. `revision` is that of the record, as in an edit; `changes` by field id. */
export function correctFormally(
  _desk: EntryDesk,
  _appId: string,
  _recordId: string,
  _asked: { revision: number; changes: Answers; note: string },
): Promise<Result<Acted>> {
  throw new Error('not built yet');
}
