/** A Japanese address as a value; how it is written in one line and behind the window of an envelope. */
import { lenWithoutVS, splitCharacters } from '#kernel/text';
import { formatPostCode } from './post-code.ts';
import { prefectures } from './prefectures.ts';

/** Every part may be absent; `asWritten` always keeps what was given. */
export interface Address {
  /** Seven digits. */
  postCode?: string;
  prefecture?: string;
  city?: string;
  /** 行政区 of a designated city. */
  ward?: string;
  /** 町字 with 丁目: 大里本町三丁目. */
  town?: string;
  /** 街区符号・住居番号 or 番地・枝番 as text: 2番5号. */
  block?: string;
  /** 方書: building, room, ○○様方. */
  katagaki?: string;
  asWritten?: string;
}

export interface AddressFormat {
  /** Puts 〒 and the post code in front. */
  postCode?: boolean;
  /** Leaves the prefecture out, as cities do inside it. */
  withoutPrefecture?: boolean;
  withoutKatagaki?: boolean;
}

/**
 * 福岡県北九州市門司区大里本町三丁目2番5号　市民ハイツ101. Where no part is known, the text as written. Parts are joined, never changed.
 */
export function formatAddress(address: Address, options: AddressFormat = {}): string {
  const pieces = [
    place(address, options) + spot(address),
    options.withoutKatagaki ? '' : (address.katagaki ?? ''),
  ];
  const line = pieces.filter((piece) => piece !== '').join('　') || (address.asWritten ?? '');
  if (!options.postCode || !address.postCode) return line;
  return `${formatPostCode(address.postCode)} ${line}`.trim();
}

/**
 * The lines for a window envelope, each at most `maxChars` characters (variation selectors not counted): post code; place, town
 * and numbers; 方書. Breaks between parts where it can, inside a part where it must, and loses nothing but the spaces
 * at a break. `maxChars` from 2, else RangeError.
 */
export function envelopeLines(address: Address, maxChars: number, options: AddressFormat = {}): string[] {
  if (!Number.isInteger(maxChars) || maxChars < 2) throw new RangeError(`envelope line of ${maxChars}`);
  const head = place(address, options);
  const parts = [head, address.town ?? '', address.block ?? ''];
  const structured = parts.some((part) => part !== '');
  const lines = fill(structured ? parts : [address.asWritten ?? ''], maxChars);
  const katagaki =
    options.withoutKatagaki || (!structured && address.asWritten) ? '' : (address.katagaki ?? '');
  const postCode = options.postCode !== false && address.postCode ? [formatPostCode(address.postCode)] : [];
  return postCode.concat(lines, fill(katagaki.split(/[ 　]+/), maxChars, '　'));
}

/** Packs parts into lines without parting one that would fit on a line of its own. */
function fill(parts: string[], max: number, glue = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    if (part === '') continue;
    const joinedLine = line === '' ? part : line + glue + part;
    if (lenWithoutVS(joinedLine) <= max) {
      line = joinedLine;
      continue;
    }
    if (line !== '') lines.push(line);
    const chars = splitCharacters(part);
    while (chars.length > max) lines.push(chars.splice(0, max).join(''));
    line = chars.join('');
  }
  if (line !== '') lines.push(line);
  return lines;
}

function place(address: Address, options: AddressFormat): string {
  return `${options.withoutPrefecture ? '' : (address.prefecture ?? '')}${address.city ?? ''}${address.ward ?? ''}`;
}

function spot(address: Address): string {
  return `${address.town ?? ''}${address.block ?? ''}`;
}

/** Whether a prefecture name is one of the 47. */
export function isPrefectureName(name: string): boolean {
  return prefectures.some((prefecture) => prefecture.name === name);
}
