/** What is done once to text that a person typed, before it is checked and kept. */
import { stripControl } from './code-points.ts';

/**
 * CJK compatibility ideographs. NFC replaces most of them by their unified form (U+FA10 塚 → U+585A 塚), which
 * would change how a name is written, so they are kept as typed. 﨑 (U+FA11) lies among them but is not changed by NFC.
 */
const compatibilityIdeographs = /([\uf900-\ufaff\u{2f800}-\u{2fa1f}]+)/u;

/** Marks that show nothing and mislead: zero-width space, byte order mark, direction overrides. ZWJ and ZWNJ stay. */
const invisible = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * Normal form of typed text: line ends are `\n`, controls and invisible marks go, NFC except that compatibility
 * ideographs and variation selectors stay as typed, ends trimmed (the ideographic space too). Idempotent.
 * Private-use characters and lone surrogates are left for checkCharacters to name.
 */
export function normaliseTyped(text: string): string {
  const lines = text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n');
  const visible = stripControl(lines).replace(invisible, '');
  return visible
    .split(compatibilityIdeographs)
    .map((part, index) => (index % 2 === 1 ? part : part.normalize('NFC')))
    .join('')
    .trim();
}

/** As normaliseTyped, for one line: line ends and tabs become spaces and runs of spaces one space (ideographic if one was). */
export function normaliseTypedLine(text: string): string {
  return normaliseTyped(text)
    .replace(/[\n\t]+/g, ' ')
    .replace(/[ \u00a0\u3000]{2,}/g, (run) => (run.includes('\u3000') ? '\u3000' : ' '));
}
