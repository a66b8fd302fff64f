/** マイナンバー (individual number): check digit, finding it where it does not belong, and hiding it. */
import { toHalfWidth } from '#kernel/text';

/**
 * The twelfth digit of the eleven before it: 11 − (Σ Pn × Qn mod 11), 0 where the remainder is 0 or 1; Pn the n-th digit from the
 * right, Qn n + 1 for n up to 6, n − 5 after. Source: 番号法施行令8条, 平成26年総務省令第85号5条. Throws RangeError unless eleven digits.
 */
export function individualNumberCheckDigit(elevenDigits: string): string {
  if (!/^\d{11}$/.test(elevenDigits))
    throw new RangeError('an individual number has eleven digits before the check digit');
  let sum = 0;
  for (let n = 1; n <= 11; n++) sum += Number(elevenDigits.charAt(11 - n)) * (n <= 6 ? n + 1 : n - 5);
  const remainder = sum % 11;
  return String(remainder <= 1 ? 0 : 11 - remainder);
}

/** Whether twelve half-width digits have the right check digit. */
export function isIndividualNumber(digits: string): boolean {
  return /^\d{12}$/.test(digits) && individualNumberCheckDigit(digits.slice(0, 11)) === digits.charAt(11);
}

export interface FoundNumber {
  /** Place in the text in UTF-16 units, end exclusive. */
  start: number;
  end: number;
  /** The twelve digits in half width. Never log or show them. */
  digits: string;
}

interface Group {
  start: number;
  end: number;
}

/**
 * Individual numbers in free text: twelve digits with a right check digit, together or in groups of equal length with the same
 * separator (1234 5678 9018, １２３４－５６７８－９０１８, one digit at a time), any width. Longer runs of digits (corporate numbers, card numbers)
 * do not count. About one in eleven of other twelve-digit numbers passes, so warn, do not refuse.
 */
export function findIndividualNumbers(text: string): FoundNumber[] {
  const line = toHalfWidth(text);
  const groups: Group[] = [];
  for (const match of line.matchAll(/\d+/g))
    groups.push({ start: match.index, end: match.index + match[0].length });
  const found: FoundNumber[] = [];
  for (let first = 0; first < groups.length; first++) {
    const count = groupsOfNumber(line, groups, first);
    if (count === 0) continue;
    const run = groups.slice(first, first + count);
    const digits = run.map(({ start, end }) => line.slice(start, end)).join('');
    const [start, end] = [run[0]?.start ?? 0, run[run.length - 1]?.end ?? 0];
    if (!isIndividualNumber(digits)) continue;
    found.push({ start, end, digits });
    first += count - 1;
  }
  return found;
}

/** How many groups from `first` on make exactly twelve digits, all of one length and joined by one separator; 0 when they do not. */
function groupsOfNumber(line: string, groups: Group[], first: number): number {
  const size = lengthOf(groups[first]);
  if (size === 0 || 12 % size !== 0) return 0;
  const count = 12 / size;
  const separator = between(line, groups[first], groups[first + 1]);
  if (count > 1 && !/^[ \t]*[-\u2010-\u2015\u2212\u30fc\uff70._/・ \t]?[ \t]*$/.test(separator)) return 0;
  for (let i = first; i < first + count; i++) {
    if (lengthOf(groups[i]) !== size) return 0;
    if (i > first && between(line, groups[i - 1], groups[i]) !== separator) return 0;
  }
  if (count === 1) return 1;
  const joinsBefore = first > 0 && between(line, groups[first - 1], groups[first]) === separator;
  const joinsAfter = between(line, groups[first + count - 1], groups[first + count]) === separator;
  return joinsBefore || joinsAfter ? 0 : count;
}

function lengthOf(group: Group | undefined): number {
  return group ? group.end - group.start : 0;
}

/** The text between two groups; a mark that equals no separator when there is no second. */
function between(line: string, a: Group | undefined, b: Group | undefined): string {
  return a && b ? line.slice(a.end, b.start) : '\u0000';
}
