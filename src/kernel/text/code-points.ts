/** Counting and cutting text the way a person counts characters. */

/** Variation selectors: U+FE00–FE0F and the supplement U+E0100–E01EF (IVS), which choose the shape of the character before. */
export const variationSelectors = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** The code points of a text as numbers; a lone surrogate counts as one. */
export function codePoints(text: string): number[] {
  return Array.from(text, (char) => char.codePointAt(0) ?? 0);
}

/** Characters as people count them: code points without variation selectors. 葛󠄀 and 𠮷 are one each. */
export function lenWithoutVS(text: string): number {
  return Array.from(stripVariationSelectors(text)).length;
}

/** The text without variation selectors: 葛󠄀 → 葛. Only for comparing and for systems that cannot hold them. */
export function stripVariationSelectors(text: string): string {
  return text.replace(variationSelectors, '');
}

/** The text split into characters, each keeping its variation selectors: `'葛󠄀城'` → `['葛󠄀', '城']`. */
export function splitCharacters(text: string): string[] {
  const out: string[] = [];
  for (const char of text) {
    if (out.length > 0 && isVariationSelector(char)) out[out.length - 1] += char;
    else out.push(char);
  }
  return out;
}

/** At most `max` characters, counted as by lenWithoutVS; `ending` (for example '…') is counted too and only added when cut. */
export function truncate(text: string, max: number, ending = ''): string {
  const chars = splitCharacters(text);
  if (chars.length <= max) return text;
  const tail = splitCharacters(ending);
  if (tail.length >= max) return chars.slice(0, Math.max(0, max)).join('');
  return chars.slice(0, max - tail.length).join('') + ending;
}

function isVariationSelector(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef);
}

/** Private-use code points (外字): their meaning depends on the machine, so they cannot be kept. */
export function isPrivateUse(codePoint: number): boolean {
  return (
    (codePoint >= 0xe000 && codePoint <= 0xf8ff) ||
    (codePoint >= 0xf0000 && codePoint <= 0xffffd) ||
    (codePoint >= 0x100000 && codePoint <= 0x10fffd)
  );
}

/** Removes C0 and C1 controls except tab and line feed. */
export function stripControl(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}
