/** Listed procedures of one city, in memory until a message changes them; and that message. */
import { read } from '#core/exchange.server';
import type { Tx } from '#platform/db.server';
import type { Handlers } from '#platform/outbox.server';
import type { Listed } from './listing.ts';
import { selectListingMark, selectListings, upsertListings } from './listings.sql.ts';

export interface Listings {
  mark: string;
  all: readonly Listed[];
  find(code: string): Listed | null;
}

const kept = new Map<string, Listings>();

/** One cheap statement when nothing changed. */
export async function listingsOf(tx: Tx, municipality: string): Promise<Listings> {
  const mark = await selectListingMark(tx);
  const known = kept.get(municipality);
  if (known?.mark === mark) return known;
  const all = await selectListings(tx);
  const byCode = new Map(all.map((one) => [one.code, one]));
  const fresh: Listings = { mark, all, find: (code) => byCode.get(code) ?? null };
  kept.set(municipality, fresh);
  return fresh;
}

export const listingHandlers: Handlers = {
  'procedure.listed': {
    zone: 'portal',
    handle: ({ tx, message }) => upsertListings(tx, read('procedure.listed', message.payload).procedures),
  },
};
