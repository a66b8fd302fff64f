/** The residents' search: procedures with a full definition and those that are only listed, in one index. */
import type { Definitions, Procedure, Versioned } from '#core/definitions.server';
import { entryOf } from './catalogue.server.ts';
import type { Listed } from './listing.ts';
import type { Listings } from './listings.server.ts';
import { buildIndex, type Entry, type SearchIndex, searchIndex } from './search.ts';

export type Found = { kind: 'full'; procedure: Versioned<Procedure> } | { kind: 'listed'; listed: Listed };

interface Kept {
  key: string;
  index: SearchIndex;
  byId: Map<string, Found>;
}

const kept = new WeakMap<Definitions, Kept>();

/** Best first. `on` is a Tokyo day. The index is built once per definitions, day and state of the listings. */
export function searchAll(definitions: Definitions, listings: Listings, on: string, query: string): Found[] {
  const key = `${on}|${listings.mark}`;
  let known = kept.get(definitions);
  if (known?.key !== key) {
    known = { key, ...indexAll(definitions, listings.all, on) };
    kept.set(definitions, known);
  }
  const { index, byId } = known;
  return searchIndex(index, query.slice(0, 200)).flatMap((id) => byId.get(id) ?? []);
}

function indexAll(definitions: Definitions, listed: readonly Listed[], on: string): Omit<Kept, 'key'> {
  const full = definitions.procedures(on);
  const byId = new Map<string, Found>();
  const entries: Entry[] = [];
  for (const procedure of full) {
    entries.push(entryOf(definitions, procedure.body));
    byId.set(procedure.body.id, { kind: 'full', procedure });
  }
  for (const one of listed) {
    const id = `listed:${one.code}`;
    entries.push({ id, texts: textsOf(one) });
    byId.set(id, { kind: 'listed', listed: one });
  }
  return { index: buildIndex(entries), byId };
}

function textsOf({ name, reading, words, summary }: Listed): Entry['texts'] {
  return [
    { text: name, weight: 6 },
    ...words.map((text) => ({ text, weight: 5 })),
    ...(reading === '' ? [] : [{ text: reading, weight: 4.5 }]),
    ...(summary === '' ? [] : [{ text: summary, weight: 2 }]),
  ];
}
