/** All procedures in force on a day, indexed once per epoch. */
import type { Definitions, Procedure, Versioned } from '#core/definitions.server';
import { deadlineState } from './deadline.ts';
import { buildIndex, type Entry, type SearchIndex, searchIndex } from './search.ts';

export type LifeEvent = Procedure['lifeEvents'][number];
export type Category = Procedure['category'];

export interface Catalogue {
  all: Versioned<Procedure>[];
  search(query: string): Versioned<Procedure>[];
  ofLifeEvent(event: string): Versioned<Procedure>[];
  ofCategory(category: string): Versioned<Procedure>[];
  /** Open today and closing before the month is over, soonest first. */
  closingThisMonth: Versioned<Procedure>[];
}

/** `on` is a Tokyo day. Words of life events come from the language definitions (`lifeEvents.<event>.words`). */
export function catalogueOf(definitions: Definitions, on: string): Catalogue {
  return definitions.derived(`catalogue:${on}`, () => {
    const all = definitions.procedures(on);
    const byId = new Map(all.map((one) => [one.body.id, one]));
    const index = indexOf(definitions, all);
    return {
      all,
      search: (query) => searchIndex(index, query.slice(0, 200)).flatMap((id) => byId.get(id) ?? []),
      ofLifeEvent: (event) => all.filter((one) => one.body.lifeEvents.some((each) => each === event)),
      ofCategory: (category) => all.filter((one) => one.body.category === category),
      closingThisMonth: closing(all, on),
    };
  });
}

function indexOf(definitions: Definitions, all: Versioned<Procedure>[]): SearchIndex {
  return buildIndex(all.map(({ body }) => entryOf(definitions, body)));
}

/** What a procedure can be found by, from heavy to light. */
export function entryOf(definitions: Definitions, body: Procedure): Entry {
  const languages = definitions.languages();
  return {
    id: body.id,
    texts: [
      ...texts(body.title).map((text) => ({ text, weight: 6 })),
      ...body.words.map((text) => ({ text, weight: 5 })),
      { text: body.reading, weight: 4.5 },
      ...body.lifeEvents.flatMap((event) =>
        languages.flatMap(({ texts: said }) =>
          [said[`event.${event}`], ...(said[`lifeEvents.${event}.words`] ?? '').split(/\s+/)]
            .filter((text) => text !== undefined && text !== '')
            .map((text) => ({ text: text as string, weight: 3 })),
        ),
      ),
      ...texts(body.answer).map((text) => ({ text, weight: 2 })),
    ],
  };
}

function texts(localized: Record<string, string | undefined>): string[] {
  return Object.values(localized).filter((text) => text !== undefined);
}

function closing(all: Versioned<Procedure>[], on: string): Versioned<Procedure>[] {
  const month = on.slice(0, 7);
  return all
    .filter(
      ({ body }) =>
        deadlineState(body.deadline, on).kind === 'open' && body.deadline.closesOn?.slice(0, 7) === month,
    )
    .sort((a, b) => (a.body.deadline.closesOn! < b.body.deadline.closesOn! ? -1 : 1));
}
