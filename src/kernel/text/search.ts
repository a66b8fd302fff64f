/** The form in which text is searched and loosely compared, and the bigrams of the search index. */
import { stripControl, stripVariationSelectors } from './code-points.ts';
import { unifyStrokes } from './hyphens.ts';
import { hiraganaToKatakana } from './kana.ts';
import { foldVariants } from './variants.ts';

/**
 * Folds what people do not mean to distinguish: width, case, hiragana/katakana, ヶ/ケ, variant kanji and their
 * selectors, strokes (ー－−– are '-'), runs of spaces. Both the index and the query pass through here. Idempotent.
 */
export function normaliseForSearch(text: string): string {
  const compatible = stripVariationSelectors(text).normalize('NFKC').toLowerCase().normalize('NFKC');
  const kana = hiraganaToKatakana(compatible).replace(/ヶ/g, 'ケ').replace(/ヵ/g, 'カ');
  const folded = unifyStrokes(foldVariants(kana)).normalize('NFKC');
  return stripControl(folded.replace(/\s+/g, ' ')).replace(/ {2,}/g, ' ').trim();
}

const separators = /[^\p{L}\p{M}\p{N}-]+/u;
const japanese = /[\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}]/u;

/** The words of a normalised text: runs of letters, marks, digits and '-' (which is also the folded long vowel). */
function words(normalised: string): string[] {
  return normalised.split(separators).filter((word) => word !== '' && !/^-+$/.test(word));
}

interface GramOptions {
  singles?: boolean;
}

function gramsOf(normalised: readonly string[], options: GramOptions): string[] {
  const found = new Set<string>();
  let before = '';
  for (const word of normalised) {
    const chars = Array.from(word);
    const first = chars[0] ?? '';
    if (before !== '' && japanese.test(before) && japanese.test(first)) found.add(before + first);
    if (chars.length === 1) found.add(word);
    for (let i = 0; i + 1 < chars.length; i++) found.add(`${chars[i]}${chars[i + 1]}`);
    if (options.singles) for (const char of chars) found.add(char);
    before = chars[chars.length - 1] ?? '';
  }
  return Array.from(found);
}

/**
 * What the index holds for a text: each pair of neighbouring characters in its words, and a one-character word by
 * itself, each once, in order of first appearance. Where a space divides two Japanese words (山田 太郎) the pair across
 * it is held too, so that 山田太郎 finds it. `singles: true` adds every single character, for fields where people
 * search with one kanji. Normalises by itself.
 */
export function bigrams(text: string, options: GramOptions = {}): string[] {
  return gramsOf(words(normaliseForSearch(text)), options);
}

/** What a row of the index holds of a text, normalised once: its bigrams, and its words without what divides them. */
export function indexedForSearch(text: string): { joined: string; grams: string[] } {
  const found = words(normaliseForSearch(text));
  return { joined: found.join(''), grams: gramsOf(found, {}) };
}

export interface SearchTerm {
  /** The normalised word; a hit must contain it (spaces aside). */
  word: string;
  /** What an indexed text must hold for the word to be possible in it; all of them. */
  grams: string[];
}

/**
 * A query as words, all of which must be found: `searchTerms('山田 門司')` has two. The bigrams say where to look, the
 * word decides. A one-character word has itself as its only gram: it finds one-character words, or any text
 * indexed with `singles`.
 */
export function searchTerms(query: string): SearchTerm[] {
  const unique = Array.from(new Set(words(normaliseForSearch(query))));
  return unique.map((word) => ({ word, grams: bigrams(word) }));
}
