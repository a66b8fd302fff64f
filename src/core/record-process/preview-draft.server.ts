/** The route an act would lay out now, before anybody drafts. */
import type { EntryDesk } from '#core/entries.server';
import type { Result } from '#kernel/result';
import type { ApprovalShown } from './model.ts';

/** `act` leads into a state of approval. */
export function previewDraft(
  _desk: EntryDesk,
  _appId: string,
  _recordId: string,
  _act: string,
): Promise<Result<ApprovalShown>> {
  throw new Error('not built yet');
}
