/** Searching procedures the way people type: kana or romaji for kanji, other okurigana, a slip of a finger. Pure. */
import { bigrams, normaliseForSearch } from '#kernel/text';
import { romajiOfKana, romajiOfLatin } from './romaji.ts';

/** One thing that can be found, with its texts from heavy to light. */
export interface Entry {
  id: string;
  texts: { text: string; weight: number }[];
}

interface Indexed {
  id: string;
  fields: IndexedText[];
}

interface IndexedText {
  weight: number;
  plain: string;
  /** Its kanji only. */
  bare: string;
  romaji: string | null;
  /** Short enough to stand in a sentence, long enough to mean something there. */
  spoken: boolean;
  grams: Set<string>;
}

export interface SearchIndex {
  entries: Indexed[];
}

export function buildIndex(entries: Entry[]): SearchIndex {
  return {
    entries: entries.map(({ id, texts }) => ({
      id,
      fields: texts.map(indexed),
    })),
  };
}

function indexed({ text, weight }: Entry['texts'][number]): IndexedText {
  const plain = loose(text);
  const bare = kanjiOnly(text);
  return {
    weight,
    plain,
    bare,
    romaji: romajiOfKana(normaliseForSearch(text)),
    spoken: plain.length <= 12 && (plain.length >= 3 || (plain.length === 2 && bare === plain)),
    grams: new Set(bigrams(plain)),
  };
}

/** Texts of this weight or more are titles. */
const titleWeight = 6;

/** Ids, best first. Every word of the query must be found somewhere, if only nearly. */
export function searchIndex(index: SearchIndex, query: string): string[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const scored: { id: string; score: number; order: number }[] = [];
  for (const [order, entry] of index.entries.entries()) {
    const scores = words.map((word) => best(entry, word));
    if (scores.some((score) => score === 0)) continue;
    scored.push({ id: entry.id, score: scores.reduce((sum, one) => sum + one, 0), order });
  }
  return scored.sort((a, b) => b.score - a.score || a.order - b.order).map((one) => one.id);
}

interface Word {
  plain: string;
  bare: string;
  romaji: string | null;
  grams: string[];
}

/** Particles and politeness between words say nothing about what is wanted. */
const filler =
  /(について|をしたい|がしたい|したい|を知りたい|ください|の手続き?|手続き?|方法|申請|申し?込み?)$/u;

const englishFiller = new Set(
  'a an the to of for in on at my your our i we me you is am are be do does how what where can want need get got from and or with have'.split(
    ' ',
  ),
);

function wordsOf(query: string): Word[] {
  const raw = query
    .normalize('NFKC')
    .split(/[\s、。，．・,/?!]+/u)
    .filter((word) => word !== '');
  const telling = raw.filter((word) => !englishFiller.has(word.toLowerCase()));
  return telling
    .map((word) => word.replace(filler, '') || word)
    .map((word) => {
      const plain = loose(word);
      return {
        plain,
        bare: kanjiOnly(word),
        romaji: romajiOfLatin(word.toLowerCase()),
        grams: bigrams(plain),
      };
    })
    .filter((word) => word.plain !== '');
}

/** The best place where a word is found in an entry; a second place, most of all the title, settles ties. */
function best(entry: Indexed, word: Word): number {
  let first = 0;
  let title = 0;
  for (const field of entry.fields) {
    const score = field.weight * closeness(field, word);
    first = Math.max(first, score);
    if (field.weight >= titleWeight) title = Math.max(title, score);
  }
  return first + title / 100;
}

/** How well a word is found in a text: whole, with its kanji only, in romaji, with one slip, or most letter pairs. */
function closeness(field: IndexedText, word: Word): number {
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
  if (word.grams.length < 2) return 0;
  const found = word.grams.filter((gram) => field.grams.has(gram)).length;
  const share = found / word.grams.length;
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

const small: Record<string, string> = {
  ァ: 'ア',
  ィ: 'イ',
  ゥ: 'ウ',
  ェ: 'エ',
  ォ: 'オ',
  ャ: 'ヤ',
  ュ: 'ユ',
  ョ: 'ヨ',
  ッ: 'ツ',
  ヮ: 'ワ',
};

/** Folded, without spaces and long-vowel strokes, small kana enlarged. */
function loose(text: string): string {
  return normaliseForSearch(text)
    .replace(/[ァィゥェォャュョッヮ]/g, (kana) => small[kana] ?? kana)
    .replace(/[\s\p{P}\p{S}]/gu, '');
}

/** 引っ越し, 引越し and 引越 have the same kanji: okurigana does not count between and after them. */
function kanjiOnly(text: string): string {
  const kanji = text.normalize('NFKC').replace(/[^\p{sc=Han}々]/gu, '');
  return loose(kanji);
}
