/** Kanji numerals of dates and addresses: 三丁目, 二十一番地, 二〇二四年. */

const digits = '〇一二三四五六七八九';
const places: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** One or more kanji numerals, as the source of a pattern. */
export const kanjiNumeral = '[〇零一二三四五六七八九十百千]+';

/** 二十一 → 21, 千二百三 → 1203, 二〇二四 → 2024; undefined when it is not a number below ten thousand. */
export function kanjiToNumber(text: string): number | undefined {
  const chars = text.replace(/零/g, '〇');
  if (chars === '') return undefined;
  if (/^[〇一二三四五六七八九]+$/.test(chars)) {
    if (chars.length > 4) return undefined;
    return Number([...chars].map((char) => digits.indexOf(char)).join(''));
  }
  const match =
    /^(?:([二三四五六七八九])?(千))?(?:([二三四五六七八九])?(百))?(?:([二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(
      chars,
    );
  if (!match) return undefined;
  let sum = match[7] === undefined ? 0 : digits.indexOf(match[7]);
  for (const group of [1, 3, 5]) {
    const place = places[match[group + 1] ?? ''];
    if (place === undefined) continue;
    const times = match[group];
    sum += place * (times === undefined ? 1 : digits.indexOf(times));
  }
  return sum;
}

/** 21 → 二十一, 0 → 〇. Whole numbers from 0 to 9999; others throw RangeError. */
export function numberToKanji(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 9999)
    throw new RangeError(`no kanji numeral: ${value}`);
  if (value === 0) return '〇';
  let rest = value;
  let out = '';
  for (const [name, place] of [
    ['千', 1000],
    ['百', 100],
    ['十', 10],
  ] as const) {
    const times = Math.floor(rest / place);
    rest -= times * place;
    if (times > 0) out += (times > 1 ? digits.charAt(times) : '') + name;
  }
  return out + (rest > 0 ? digits.charAt(rest) : '');
}
