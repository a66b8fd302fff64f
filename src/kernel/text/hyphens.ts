/** The many strokes that people type for a hyphen, and the katakana long vowel that looks like them. */

/** Hyphens, dashes and minus signs, without the long vowel ー. */
export const hyphenVariants = /[-\u00ad\u2010-\u2015\u2043\u2212\u2500\u2501\ufe58\ufe63\uff0d]/g;

/** Hyphens and the long vowel, full and half width. */
export const strokeVariants = /[-\u00ad\u2010-\u2015\u2043\u2212\u2500\u2501\ufe58\ufe63\uff0d\u30fc\uff70]/g;

/** Every hyphen-like character becomes '-'; the long vowel ー stays. */
export function unifyHyphens(text: string): string {
  return text.replace(hyphenVariants, '-');
}

/** Every stroke, the long vowel included, becomes '-'. For searching only: コーポ becomes コ-ポ on both sides. */
export function unifyStrokes(text: string): string {
  return text.replace(strokeVariants, '-');
}

/** Between digits any stroke, even ー, is a hyphen: '３ー２ー５' typed with the long vowel becomes '３-２-５'. */
export function hyphenateNumbers(text: string): string {
  return text.replace(
    /([0-9０-９])[ \u3000]*[-\u00ad\u2010-\u2015\u2043\u2212\u2500\u2501\ufe58\ufe63\uff0d\u30fc\uff70][ \u3000]*(?=[0-9０-９])/g,
    '$1-',
  );
}

/** A stroke after a kana is a long vowel: タロ－ typed with a hyphen becomes タロー. For readings, not for addresses. */
export function strokesToLongVowel(text: string): string {
  return text.replace(
    /([\u3041-\u3096\u30a1-\u30fa\u30fc])[-\u2010-\u2015\u2212\u2500\u2501\uff0d\uff70]/g,
    '$1ー',
  );
}
