/** Full and half width of Latin letters, digits and symbols. Kana are in half-kana.ts. */

const shift = 0xfee0;

/**
 * Full-width ASCII (！…～) and the ideographic space become ASCII; one UTF-16 unit for one, so indexes stay.
 * Kana and kanji are left alone. `toHalfWidth('Ａ１－２')` is `'A1-2'`.
 */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - shift))
    .replace(/\u3000/g, ' ');
}

/** The way back: printable ASCII becomes full width, space the ideographic space. `'A1-2'` gives `'Ａ１－２'`. */
export function toFullWidth(text: string): string {
  return text
    .replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + shift))
    .replace(/ /g, '\u3000');
}
