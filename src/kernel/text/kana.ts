/** Hiragana and full-width katakana. */

const shift = 0x60;

/** ひらがな (and the iteration marks ゝゞ) to カタカナ; everything else stays. Length does not change. */
export function hiraganaToKatakana(text: string): string {
  return text.replace(/[\u3041-\u3096\u309d\u309e]/g, (char) =>
    String.fromCharCode(char.charCodeAt(0) + shift),
  );
}

/** カタカナ to ひらがな. ヷヸヹヺ have no hiragana and stay, so does the long vowel ー. Length does not change. */
export function katakanaToHiragana(text: string): string {
  return text.replace(/[\u30a1-\u30f6\u30fd\u30fe]/g, (char) =>
    String.fromCharCode(char.charCodeAt(0) - shift),
  );
}

/** Whether the text is full-width katakana only: letters, ー, ・, iteration marks and spaces. Empty text is not. */
export function isKatakana(text: string): boolean {
  return /^[\u30a1-\u30fa\u30fb-\u30fe \u3000]+$/.test(text);
}

const small = 'ァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖ';
const large = 'アイウエオツヤユヨワカケあいうえおつやゆよわかけ';

/** Small kana become large: シュッ → シユツ. For bank records and sort keys. */
export function enlargeSmallKana(text: string): string {
  return text.replace(/[ァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖ]/g, (char) =>
    large.charAt(small.indexOf(char)),
  );
}
