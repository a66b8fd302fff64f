/** 決裁箱: what waits for somebody, what they drafted, what they did. */
import type { EntryDesk } from '#core/entries.server';
import type { Result } from '#kernel/result';
import type { Box, BoxPage } from './model.ts';

type Looking = Pick<EntryDesk, 'tx' | 'municipality' | 'actor'>;

/** Oldest first what waits, newest first what is over. */
export function inboxOf(
  _desk: Looking,
  _box: Box,
  _page: { after: string | null; limit: number },
): Promise<Result<BoxPage>> {
  throw new Error('not built yet');
}

/** How many wait; of what is over none are counted. At most 100 of each. */
export function countBoxes(_desk: Looking): Promise<Record<'turn' | 'review' | 'read', number>> {
  throw new Error('not built yet');
}
