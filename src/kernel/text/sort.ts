/** Order of the fifty sounds (五十音順), after JIS X 4061, as keys that sort by code point. */
import { enlargeSmallKana } from './kana.ts';
import { normaliseForSearch } from './search.ts';

const vowels: [vowel: string, kana: string][] = [
  ['ア', 'アカサタナハマヤラワ'],
  ['イ', 'イキシチニヒミリヰ'],
  ['ウ', 'ウクスツヌフムユル'],
  ['エ', 'エケセテネヘメレヱ'],
  ['オ', 'オコソトノホモヨロヲ'],
];

/**
 * Key for sorting readings: first without regard to dakuten, small kana and spaces (はし, ばし, はじ together; ー counts as
 * the vowel before it), then clear before voiced, then digits by value (2号 before 10号). Compare keys by code point.
 */
export function naturalKanaSortKey(text: string): string {
  const folded = normaliseForSearch(text).replace(/ /g, '');
  const spoken = Array.from(folded).reduce((out, char) => out + (char === '-' ? longVowel(out) : char), '');
  const padded = spoken.replace(/\d+/g, (number) => number.padStart(12, '0'));
  let primary = '';
  let marks = '';
  for (const char of padded) {
    const [base = '', mark] = Array.from(enlargeSmallKana(char).normalize('NFD'));
    primary += base;
    marks += mark === '\u3099' ? '1' : mark === '\u309a' ? '2' : '0';
  }
  return `${primary}\u0000${marks}\u0000${padded}`;
}

/** The vowel that a stroke after a kana stands for; after anything else the stroke stays. */
function longVowel(before: string): string {
  const last = enlargeSmallKana(before.charAt(before.length - 1))
    .normalize('NFD')
    .charAt(0);
  return vowels.find(([, kana]) => last !== '' && kana.includes(last))?.[0] ?? '-';
}

/** Compares two keys by code point: for Array.sort, without locale. */
export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
