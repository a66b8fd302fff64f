/**
 * Searching procedures the way people type: kana or romaji for kanji, other okurigana, a slip of a finger, a whole sentence. Pure.
 * Pairs of letters say which texts can be meant at all; only those are looked at.
 */
import { everydayIn, type Term } from './everyday.ts';
import { type Folded, foldText, loose, pairsOf, voicedForms, wordsOf } from './fold.ts';
import { Tally } from './tally.ts';

/** One thing that can be found, with its texts from heavy to light. */
export interface Entry {
  id: string;
  texts: { text: string; weight: number }[];
}

interface Field extends Folded {
  entry: number;
  weight: number;
}

export interface SearchIndex {
  ids: string[];
  fields: Field[];
  /** Fields that hold a pair of letters; a single letter too, for words of one letter. */
  postings: Map<string, number[]>;
  /** The same for the kanji alone. */
  barePostings: Map<string, number[]>;
  romaji: number[];
  /** By field, and three by entry. */
  tallies: { fields: Tally; seen: Tally; best: Tally; covered: Tally; scores: Tally };
  /** Words of the title that speak of what comes later: 変更, 廃止, 再交付 … */
  later: string[][];
}

/** Texts of this weight or more are titles. */
const titleWeight = 6;

/** Most people come to begin something. What comes later is meant when it is said. */
const laterActs = [
  ...[
    '変更',
    '廃止',
    '休止',
    '再開',
    '更新',
    '再交付',
    '喪失',
    '抹消',
    '取消',
    '取下げ',
    '中止',
    '返還',
    '返納',
    '還付',
    '減免',
  ],
  ...[
    '承継',
    '辞退',
    '再発行',
    '訂正',
    '実績報告',
    '完了',
    '未支払',
    '額改定',
    '異議',
    '第三者',
    '代理人',
    '事故',
  ],
].map(loose);

export function buildIndex(entries: readonly Entry[]): SearchIndex {
  const index: SearchIndex = {
    ids: entries.map((one) => one.id),
    fields: [],
    postings: new Map(),
    barePostings: new Map(),
    romaji: [],
    later: [],
    tallies: undefined as never,
  };
  for (const [entry, { texts }] of entries.entries()) {
    for (const { text, weight } of texts) {
      const at = index.fields.length;
      const field: Field = { ...foldText(text), entry, weight };
      index.fields.push(field);
      for (const pair of field.pairs) put(index.postings, pair, at);
      for (const letter of new Set(field.plain)) put(index.postings, letter, at);
      if (field.bare !== field.plain)
        for (const pair of pairsOf(field.bare)) put(index.barePostings, pair, at);
      if (field.romaji !== null) index.romaji.push(at);
    }
    const title = loose(texts.find((one) => one.weight >= titleWeight)?.text ?? '');
    index.later.push(laterActs.filter((act) => title.includes(act)));
  }
  const [fields, ids] = [index.fields.length, entries.length];
  index.tallies = {
    fields: new Tally(fields),
    seen: new Tally(fields),
    best: new Tally(ids),
    covered: new Tally(ids),
    scores: new Tally(ids),
  };
  return index;
}

function put(postings: Map<string, number[]>, key: string, at: number): void {
  const found = postings.get(key);
  if (found === undefined) postings.set(key, [at]);
  else if (found.at(-1) !== at) found.push(at);
}

/**
 * Ids, best first. What holds every word nearly as it was typed comes before what is only meant by the sentence, or is only like it.
 */
export function searchIndex(index: SearchIndex, query: string): string[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const scores = new Map<number, number>();
  const add = (entry: number, score: number, exact = false) => {
    const own = exact ? score : score * delay(index.later[entry]!, said);
    scores.set(entry, Math.max(scores.get(entry) ?? 0, own));
  };
  const { terms, said } = termsOf(words, query);
  for (const [entry, { score, sure, exact }] of asTyped(index, words))
    add(entry, sure ? 1 + score / 100 : score / (20 * words.length), exact);
  asMeant(index, terms, words.length > 1 ? 0.99 : 0.6, add);
  alike(index, words, add);
  return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([entry]) => index.ids[entry]!);
}

const delay = (later: readonly string[], said: string): number =>
  later.some((act) => !said.includes(act)) ? 0.9 : 1;

interface Typed {
  score: number;
  /** Every word is said as it is written, not only nearly. */
  sure: boolean;
  /** Every word is the whole of a text. */
  exact: boolean;
}

/** Entries in which every word is found somewhere, if only nearly. */
function asTyped(index: SearchIndex, words: readonly Folded[]): Map<number, Typed> {
  let all: Map<number, Typed> | null = null;
  for (const word of words) {
    const own = new Map<number, Typed>();
    for (const [entry, { first, title, sure, exact }] of placesOf(index, word)) {
      const before: Typed | undefined = all === null ? { score: 0, sure: true, exact: true } : all.get(entry);
      if (before === undefined) continue;
      const score = before.score + first + title / 100;
      own.set(entry, { score, sure: before.sure && sure, exact: before.exact && exact });
    }
    all = own;
  }
  return all ?? new Map();
}

interface Place {
  first: number;
  title: number;
  sure: boolean;
  exact: boolean;
}

/** Where a word is found: the best place of each entry; a second place, most of all the title, settles ties. */
function placesOf(index: SearchIndex, word: Folded): Map<number, Place> {
  const places = new Map<number, Place>();
  const look = (at: number) => {
    const field = index.fields[at]!;
    const near = closeness(field, word);
    if (near === 0) return;
    const score = field.weight * near;
    const place = places.get(field.entry) ?? { first: 0, title: 0, sure: false, exact: false };
    place.first = Math.max(place.first, score);
    if (field.weight >= titleWeight) place.title = Math.max(place.title, score);
    if (field.weight > 2 && (near > 1.5 || (near === 1.5 && word.bare.length * 2 >= word.plain.length)))
      place.sure = true;
    if (near === 3) place.exact = true;
    places.set(field.entry, place);
  };
  const { fields: counts, seen } = index.tallies;
  const visit = (at: number) => {
    if (seen.of(at) > 0) return;
    seen.add(at, 1);
    look(at);
  };
  countPairs(counts, index.postings, word.plain.length === 1 ? [word.plain] : word.pairs);
  const common = counts.touched.length > 1500;
  for (const at of counts.touched) {
    const { pairs, spoken, plain } = index.fields[at]!;
    const count = counts.of(at);
    // What nearly every summary says leads to its titles only.
    if (common && index.fields[at]!.weight <= 2) continue;
    const enough = count >= word.pairs.length * 0.6 || (spoken && count >= pairs.length);
    if (enough || Math.abs(plain.length - word.plain.length) <= 1) visit(at);
  }
  if (word.bare.length >= 2) {
    const bare = pairsOf(word.bare);
    for (const postings of [index.barePostings, index.postings]) {
      countPairs(counts, postings, bare);
      for (const at of counts.touched) if (counts.of(at) === bare.length) visit(at);
    }
  }
  if (word.romaji !== null) for (const at of index.romaji) visit(at);
  counts.clear();
  seen.clear();
  return places;
}

/** How many of the pairs each field holds. */
function countPairs(counts: Tally, postings: ReadonlyMap<string, number[]>, pairs: readonly string[]): void {
  counts.clear();
  for (const pair of pairs) for (const at of postings.get(pair) ?? []) counts.add(at, 1);
}

/** How well a word is found in a text: whole, with its kanji only, in romaji, with one slip, or most letter pairs. */
function closeness(field: Field, word: Folded): number {
  if (field.plain === word.plain) return 3;
  if (field.plain.startsWith(word.plain)) return 2.2;
  if (field.plain.includes(word.plain)) return 2;
  if (word.bare.length >= 2 && field.bare.includes(word.bare)) return 1.5;
  // People also type a whole sentence that holds the word; what they say first is what it is about.
  const at = field.spoken ? word.plain.indexOf(field.plain) : -1;
  if (at >= 0) return 1.4 - Math.min(at, 20) / 100;
  if (word.romaji !== null && field.romaji !== null) {
    if (field.romaji === word.romaji) return 2.8;
    if (field.romaji.startsWith(word.romaji)) return 2.1;
    if (word.romaji.length >= 4 && field.romaji.includes(word.romaji)) return 1.8;
  }
  if (word.plain.length >= 4 && oneSlip(field.plain, word.plain)) return 1.3;
  if (word.pairs.length < 2) return 0;
  const share = word.pairs.filter((pair) => field.plain.includes(pair)).length / word.pairs.length;
  return share >= 0.6 ? share : 0;
}

/** One letter wrong, missing or too many: 予防摂種 for 予防接種, きゆしよくひ for きゆうしよくひ. */
function oneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  const until = Math.max(one.length, other.length);
  let at = 0;
  while (at < until && one[at] === other[at]) at++;
  const rest = (text: string, from: number) => text.slice(from);
  return (
    rest(one, at + 1) === rest(other, at + 1) ||
    rest(one, at + 1) === rest(other, at) ||
    rest(one, at) === rest(other, at + 1)
  );
}

/** The sentence as terms; `said`: all of it, to see whether what comes later was meant. */
function termsOf(words: readonly Folded[], query: string): { terms: Term[]; said: string } {
  const terms = everydayIn(words.map((one) => one.plain).join(' '), query);
  return { terms, said: [...words.map((one) => one.plain), ...terms.flatMap((one) => one.forms)].join(' ') };
}

/** How much of the sentence an entry answers, weighed by how rare each part is; `enough` of it at least. */
function asMeant(
  index: SearchIndex,
  terms: readonly Term[],
  enough: number,
  add: (entry: number, score: number) => void,
): void {
  const { best, covered, scores } = index.tallies;
  let whole = 0;
  for (const { forms, telling } of terms) {
    for (const form of forms) {
      for (const at of holding(index, form)) {
        const { entry, weight, plain } = index.fields[at]!;
        if (weight <= 2) continue;
        best.raise(entry, (Math.min(weight, 6) / 6) * (0.8 + 0.2 * Math.min(1, form.length / plain.length)));
      }
    }
    const { length } = best.touched;
    if (length === 0 && !telling) continue;
    const rare = telling ? 2 + Math.log(1 + index.ids.length / Math.max(1, length)) : 1;
    whole += rare;
    for (const entry of best.touched) {
      scores.add(entry, rare * best.of(entry));
      covered.add(entry, rare);
    }
    best.clear();
  }
  for (const entry of covered.touched) {
    const part = covered.of(entry);
    if (part >= whole * enough) add(entry, (scores.of(entry) * part) / whole ** 2);
  }
  covered.clear();
  scores.clear();
}

function* holding(index: SearchIndex, form: string): Generator<number> {
  const pairs = pairsOf(form);
  const rarest = (pairs.length === 0 ? [form] : pairs)
    .map((pair) => index.postings.get(pair) ?? [])
    .reduce((a, b) => (a.length <= b.length ? a : b));
  for (const at of rarest) if (index.fields[at]!.plain.includes(form)) yield at;
}

/** Texts that share most of the rare pairs of letters with a long word, voiced or not: a slip or two in it. */
function alike(
  index: SearchIndex,
  words: readonly Folded[],
  add: (entry: number, score: number) => void,
): void {
  const word = words[0]!;
  if (words.length !== 1 || word.plain.length < 5 || word.pairs.length < 4) return;
  // Kana repeat themselves more than kanji do.
  const enough = /^[ァ-ヶ]+$/.test(word.plain) ? 0.65 : 0.6;
  const fields = index.fields.length;
  const { fields: shared, seen } = index.tallies;
  let whole = 0;
  for (const pair of word.pairs) {
    for (const form of voicedForms(pair) ?? [pair])
      for (const at of index.postings.get(form) ?? []) seen.raise(at, 1);
    const rare = Math.log(1 + fields / Math.max(20, seen.touched.length));
    whole += rare;
    for (const at of seen.touched) shared.add(at, rare);
    seen.clear();
  }
  for (const at of shared.touched) {
    const { entry, weight, plain } = index.fields[at]!;
    const share = shared.of(at) / whole;
    if (share < enough || weight <= 3) continue;
    // Between equals, the text that says little else.
    add(entry, 0.9 * share * (0.9 + 0.1 * Math.min(1, word.plain.length / plain.length)));
  }
  shared.clear();
}
