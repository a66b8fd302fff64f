/** The verbs of an approval 決裁, for whoever has the seat. */
import type { EntryDesk } from '#core/entries.server';
import type { Result } from '#kernel/result';
import type { Acted, VerbAsked } from './model.ts';

/** `record.<verb>`. Refused as a conflict when somebody acted since the page was drawn. */
export function actOnApproval(
  _desk: EntryDesk,
  _appId: string,
  _recordId: string,
  _asked: VerbAsked,
): Promise<Result<Acted>> {
  throw new Error('not built yet');
}
