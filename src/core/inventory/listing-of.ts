/** What residents may find of an entry; null: nothing. One with a full definition is found by that. Pure. */
import type { Listing } from '#core/procedures';
import type { Entry } from './entry.ts';

export function listingOf(entry: Entry): Listing | null {
  if (!entry.isPublic || entry.definition !== '') return null;
  const { name, reading, words, kind, department, summary, place, deadline, channels, law, lawId, article } =
    entry;
  return { name, reading, words, kind, department, summary, place, deadline, channels, law, lawId, article };
}

export const isSameListing = (one: Listing | null, other: Listing | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
