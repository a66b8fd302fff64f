/** Searching procedures the way people type: kana for kanji, other okurigana, a slip of a finger. Pure. */
import { bigrams, normaliseForSearch } from '#kernel/text';

/** One thing that can be found, with its texts from heavy to light. */
export interface Entry {
  id: string;
  texts: { text: string; weight: number }[];
}

interface Indexed {
  id: string;
  fields: { weight: number; plain: string; bare: string; grams: Set<string> }[];
}

export interface SearchIndex {
  entries: Indexed[];
}

export function buildIndex(entries: Entry[]): SearchIndex {
  return {
    entries: entries.map(({ id, texts }) => ({
      id,
      fields: texts.map(({ text, weight }) => {
        const plain = loose(text);
        return { weight, plain, bare: kanjiOnly(text), grams: new Set(bigrams(plain)) };
      }),
    })),
  };
}

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
  grams: string[];
}

/** Particles and politeness between words say nothing about what is wanted. */
const filler =
  /(について|をしたい|がしたい|したい|を知りたい|ください|の手続き?|手続き?|方法|申請|申し?込み?)$/u;

function wordsOf(query: string): Word[] {
  const raw = query
    .normalize('NFKC')
    .split(/[\s、。，．・,/]+/u)
    .filter((word) => word !== '');
  const trimmed = raw.map((word) => (word.replace(filler, '') === '' ? word : word.replace(filler, '')));
  return trimmed
    .map((word) => ({ plain: loose(word), bare: kanjiOnly(word), grams: bigrams(loose(word)) }))
    .filter((word) => word.plain !== '');
}

/** How well a word is found in an entry: whole, with its kanji only, or most of its letter pairs. */
function best(entry: Indexed, word: Word): number {
  let score = 0;
  for (const field of entry.fields) score = Math.max(score, field.weight * closeness(field, word));
  return score;
}

function closeness(field: Indexed['fields'][number], word: Word): number {
  if (field.plain === word.plain) return 3;
  if (field.plain.startsWith(word.plain)) return 2.2;
  if (field.plain.includes(word.plain)) return 2;
  if (word.bare.length >= 2 && field.bare.includes(word.bare)) return 1.5;
  // People also type a whole sentence that holds the word.
  if (field.plain.length >= 3 && field.plain.length <= 12 && word.plain.includes(field.plain)) return 1.4;
  if (word.grams.length < 2) return 0;
  const found = word.grams.filter((gram) => field.grams.has(gram)).length;
  const share = found / word.grams.length;
  return share >= 0.6 ? share : 0;
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
