/** The list's filter. Words and codes of procedures are nobody's secret, so it stands in the address. Pure. */
import { bigrams, normaliseForSearch } from '#kernel/text';
import { isOnline, isWhollyDigital, type Listed } from './entry.ts';
import type { Issue } from './quality.ts';

export const states = {
  online: 'オンラインでできる',
  notOnline: 'オンラインでできない',
  whollyDigital: '来庁せずに終わる',
  visit: '来庁が要る',
  unknownVisit: '来庁を確かめていない',
  missing: '棚卸しがまだ',
} as const;
export type State = keyof typeof states;

export interface ListFilter {
  q: string;
  department: string;
  state: State | '';
  quality: string;
}

export function readListFilter(search: URLSearchParams): ListFilter {
  const state = search.get('state') ?? '';
  return {
    q: (search.get('q') ?? '').slice(0, 100),
    department: search.get('department') ?? '',
    state: Object.hasOwn(states, state) ? (state as State) : '',
    quality: search.get('quality') ?? '',
  };
}

const inState: Record<State, (entry: Listed) => boolean> = {
  online: isOnline,
  notOnline: (entry) => !isOnline(entry),
  whollyDigital: isWhollyDigital,
  visit: (entry) => entry.visit === 'needed',
  unknownVisit: (entry) => entry.visit === 'unknown',
  missing: (entry) => entry.missing,
};

/** `below`: the codes that count as the chosen department, itself and those under it. */
export function filterEntries(
  entries: readonly Listed[],
  filter: ListFilter,
  below: ReadonlySet<string>,
  issues: ReadonlyMap<string, readonly Issue[]>,
): Listed[] {
  const words = filter.q
    .split(/[\s、]+/)
    .map(normaliseForSearch)
    .filter((word) => word !== '');
  return entries.filter(
    (entry) =>
      (filter.department === '' ||
        (filter.department === '-' ? entry.department === '' : below.has(entry.department))) &&
      (filter.state === '' || inState[filter.state](entry)) &&
      (filter.quality === '' ||
        issues.get(entry.code)?.some((one) => one.kind === filter.quality) === true) &&
      words.every((word) => holds(entry, word)),
  );
}

const haystacks = new WeakMap<Listed, string>();

function holds(entry: Listed, word: string): boolean {
  let text = haystacks.get(entry);
  if (text === undefined) {
    text = [entry.code, entry.name, entry.reading, ...entry.words, entry.law]
      .map(normaliseForSearch)
      .join('\n');
    haystacks.set(entry, text);
  }
  return text.includes(word) || (word.length > 3 && bigrams(word).every((gram) => text.includes(gram)));
}
