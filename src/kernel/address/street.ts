/** The numbers of an address: 丁目, then 街区符号・住居番号 (住居表示に関する法律) or 番地・枝番 (地番). */
import { hyphenateNumbers, kanjiNumeral, kanjiToNumber, toHalfWidth } from '#kernel/text';

export interface Street {
  /** Exactly what was given. */
  asWritten: string;
  /** What stands before the numbers: 大里本町, 大字猿喰. Half width. */
  town: string;
  chome?: number;
  /** 'residence' has block and number (2番5号), 'lot' has banchi and edaban (1234番地5); 'unknown' only `numbers` (2-5). */
  system: 'residence' | 'lot' | 'unknown';
  /** 街区符号. */
  block?: string;
  /** 住居番号, with what is added to it: 5, 5-301. */
  residenceNumber?: string;
  /** 番地, with 甲乙丙丁 or イロハ before it where the register has them. */
  lot?: string;
  /** 枝番: 5, 5-2. */
  subLot?: string;
  /** All numbers in order from the 丁目 on, as text, by which spellings are compared: 3丁目2番5号 and 3-2-5 both 3, 2, 5. */
  numbers: string[];
  /** What follows the numbers (方書 written behind). Half width. */
  rest: string;
}

const n = `(?:\\d+|${kanjiNumeral})`;
const link = '(?:-|の|ノ)';
const chomePattern = new RegExp(`^(.*?)(${n})丁目[-\\s]*(.*)$`);
/** Tried in this order on what follows 丁目, or on the whole; each has the text before as its first group. */
const lotPattern = new RegExp(`^(.*?)([甲乙丙丁イロハ]?${n})番地${link}?(${n}(?:${link}${n})*)?(.*)$`);
const residencePattern = new RegExp(
  `^(.*?)(${n})番${link}?(${n}(?:${link}${n})*)号(?![室棟館])(?:${link}(\\d+)(?![\\d号階F]))?(.*)$`,
);
const blockPattern = new RegExp(`^(.*?)(${n})番(?![町丁館街])${link}?(\\d+(?:${link}\\d+)*)?(.*)$`);
const barePattern = new RegExp(
  `^(\\D*?)(\\d+(?:${link}\\d+)*|${kanjiNumeral}(?:-${kanjiNumeral})+)(号(?![室棟館]))?(.*)$`,
);
const noLotPattern = /^(.*?)無番地(.*)$/;

/**
 * Reads 3丁目2番5号, 三丁目2-5, １２３４番地の５, 大里本町3-2-5, 甲12番地, 無番地. Kanji numerals count only where 丁目, 番 or 号 follows,
 * so 三萩野 and 一番町 stay names. Text beyond 400 units is not read. Never fails: what it cannot read is in `town` or `rest`, and `asWritten` has everything.
 */
export function parseStreet(text: string): Street {
  if (text.length > 400) return { asWritten: text, town: text, system: 'unknown', numbers: [], rest: '' };
  const line = hyphenateNumbers(toHalfWidth(text).replace(/\s+/g, ' ').trim()).replace(
    /([〇一二三四五六七八九十])[-−－‐](?=[〇一二三四五六七八九十])/g,
    '$1-',
  );
  const withChome = chomePattern.exec(line);
  const chome = withChome ? digitsOf(withChome[2]) : undefined;
  const after = withChome ? (withChome[3] ?? '') : line;
  const read = readNumbers(after, withChome !== null);
  const town = withChome ? (withChome[1] ?? '') : read.town;
  return {
    asWritten: text,
    ...read,
    town: town.trim(),
    ...(chome === undefined ? {} : { chome: Number(chome) }),
    numbers: (chome === undefined ? [] : [chome]).concat(read.numbers),
    rest: read.rest.trim(),
  };
}

type Read = Omit<Street, 'asWritten' | 'chome'>;

function readNumbers(text: string, anchored: boolean): Read {
  const fits = (match: RegExpExecArray | null) =>
    match && (!anchored || match[1] === '') ? match : undefined;
  const residence = fits(residencePattern.exec(text));
  const lotMatch = fits(lotPattern.exec(text));
  if (lotMatch && !(residence && (residence[1] ?? '').length < (lotMatch[1] ?? '').length)) {
    const { town, lot } = splitLot(lotMatch[1] ?? '', lotMatch[2] ?? '');
    const subLot = lotMatch[3] === undefined ? undefined : joined(lotMatch[3]);
    const numbers = [lot].concat(subLot === undefined ? [] : subLot.split('-'));
    return {
      town,
      system: 'lot',
      lot,
      ...(subLot === undefined ? {} : { subLot }),
      numbers,
      rest: lotMatch[4] ?? '',
    };
  }
  if (residence) {
    const block = digitsOf(residence[2]);
    const residenceNumber = joined(`${residence[3]}${residence[4] === undefined ? '' : `-${residence[4]}`}`);
    const numbers = [block].concat(residenceNumber.split('-'));
    return {
      town: residence[1] ?? '',
      system: 'residence',
      block,
      residenceNumber,
      numbers,
      rest: residence[5] ?? '',
    };
  }
  const block = fits(blockPattern.exec(text));
  if (block) {
    const numbers = joined(block[3] === undefined ? (block[2] ?? '') : `${block[2]}-${block[3]}`).split('-');
    return { town: block[1] ?? '', system: 'unknown', numbers, rest: (block[4] ?? '').replace(/^号室/, '') };
  }
  return readBare(text, anchored);
}

function readBare(text: string, anchored: boolean): Read {
  const none = noLotPattern.exec(text);
  if (none && (!anchored || none[1] === '')) {
    return { town: none[1] ?? '', system: 'lot', numbers: [], rest: none[2] ?? '' };
  }
  const bare = barePattern.exec(text);
  if (!bare || (anchored && bare[1] !== '')) {
    return { town: anchored ? '' : text, system: 'unknown', numbers: [], rest: anchored ? text : '' };
  }
  const numbers = joined(bare[2] ?? '').split('-');
  // 3-2-5-101号室: the room is among the numbers already.
  const rest = numbers.length > 1 ? (bare[4] ?? '').replace(/^号室/, '') : (bare[4] ?? '');
  const [block, ...others] = numbers;
  if (bare[3] !== undefined && anchored && others.length > 0) {
    return {
      town: '',
      system: 'residence',
      block,
      residenceNumber: others.join('-'),
      numbers,
      rest,
    };
  }
  return { town: bare[1] ?? '', system: 'unknown', numbers, rest };
}

/** 六番丁12番地: the 丁 belongs to the town, not to the lot. */
function splitLot(town: string, lot: string): { town: string; lot: string } {
  if (town.endsWith('番') && lot.startsWith('丁')) return { town: `${town}丁`, lot: digitsOf(lot.slice(1)) };
  const prefix = /^[甲乙丙丁イロハ]/.exec(lot)?.[0] ?? '';
  return { town, lot: prefix + digitsOf(lot.slice(prefix.length)) };
}

function joined(numbers: string): string {
  return numbers.split(new RegExp(link)).map(digitsOf).join('-');
}

function digitsOf(text: string | undefined): string {
  const value = text === undefined ? undefined : /^\d+$/.test(text) ? Number(text) : kanjiToNumber(text);
  return value === undefined ? (text ?? '') : String(value);
}
