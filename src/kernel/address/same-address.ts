/** Whether two addresses written differently mean the same place. */
import { normaliseForSearch } from '#kernel/text';
import { type Address, formatAddress } from './address.ts';
import { prefectureAtStart } from './prefectures.ts';
import { parseStreet } from './street.ts';

/**
 * The normal form of an address or a line: prefecture left out, numbers as 3-2-5 however written, 大字 and 字 left out, ヶ/ケ/が
 * between kanji and の/ノ/之 made one, then folded for search without spaces. Two parts: the place, and the 方書.
 */
export function addressKey(address: Address | string): { place: string; katagaki: string } {
  const whole = typeof address === 'string' ? address : formatAddress(address, { withoutKatagaki: true });
  const prefecture = prefectureAtStart(whole.trim());
  const street = parseStreet(whole.trim().slice(prefecture?.name.length ?? 0));
  const katagaki = typeof address === 'string' ? street.rest : `${street.rest}${address.katagaki ?? ''}`;
  return { place: `${fold(street.town)}|${street.numbers.join('-')}`, katagaki: fold(katagaki) };
}

/**
 * Loose comparison for finding doubles, not for deciding rights: 北九州市門司区大里本町３－２－５ and 福岡県北九州市門司区大里本町三丁目2番5号 are the
 * same. Different 方書 are different addresses unless `ignoreKatagaki`. An empty address is the same as nothing.
 */
export function sameAddress(
  a: Address | string,
  b: Address | string,
  options: { ignoreKatagaki?: boolean } = {},
): boolean {
  const [one, other] = [addressKey(a), addressKey(b)];
  if (one.place === '|' || one.place !== other.place) return false;
  return options.ignoreKatagaki === true || one.katagaki === other.katagaki;
}

function fold(text: string): string {
  return normaliseForSearch(text)
    .replace(/大字|字(?=\p{sc=Han})/gu, '')
    .replace(/(\p{sc=Han})[ケガ](?=\p{sc=Han})/gu, '$1ケ')
    .replace(/(\p{sc=Han})[ノ之](?=\p{sc=Han})/gu, '$1ノ')
    .replace(/\s/g, '');
}
