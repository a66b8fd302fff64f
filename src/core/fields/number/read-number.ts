/** Numbers as people type them: any width, grouping commas, signs, units, 万 and 億. */
import { add, decimal, decimalText, multiply } from '#kernel/decimal';
import { toHalfWidth, unifyStrokes } from '#kernel/text';

/** Decimal text without useless zeros, or null. `1,200円`, `３万５千`, `▲500`, `1.50` → `1200`, `35000`, `-500`, `1.5`. */
export function readNumber(text: string, units: readonly string[] = []): string | null {
  let compact = unifyStrokes(toHalfWidth(text))
    .replace(/\s/g, '')
    .replace(/^[▲△−]/, '-')
    .replace(/^[¥￥\\]/, '');
  for (const unit of [...units, '円']) {
    if (unit !== '' && compact.endsWith(unit)) compact = compact.slice(0, -unit.length);
  }
  const grouped = /^([+-]?)(\d{1,3}(?:[,、]\d{3})+|\d+)(\.\d+)?$/.exec(compact);
  if (grouped) return canonical(`${grouped[1]}${grouped[2]?.replace(/[,、]/g, '')}${grouped[3] ?? ''}`);
  if (/^[+-]?\.\d+$/.test(compact)) return canonical(compact.replace('.', '0.'));
  return readMyriads(compact);
}

const myriads: readonly [string, string][] = [
  ['億', '100000000'],
  ['万', '10000'],
  ['千', '1000'],
];

/** 3億2,000万, 1万5千, 12.5万. */
function readMyriads(text: string): string | null {
  const match = /^(?:([\d.,]+)億)?(?:([\d.,]+)万)?(?:([\d.,]+)千)?([\d,]+)?$/.exec(text);
  if (match === null || (match[1] ?? match[2] ?? match[3]) === undefined) return null;
  let total = decimal(match[4]?.replace(/,/g, '') ?? '0');
  for (const [index, [, size]] of myriads.entries()) {
    const part = match[index + 1];
    if (part === undefined) continue;
    const factor = decimal(part.replace(/,/g, ''));
    const product = factor === null ? null : multiply(factor, decimal(size) as NonNullable<typeof factor>);
    total = product === null || total === null ? null : add(total, product);
  }
  return total === null ? null : decimalText(total);
}

function canonical(text: string): string | null {
  const value = decimal(text);
  return value === null ? null : decimalText(value);
}

/** 1234567.5 → 1,234,567.5 */
export function groupDigits(value: string): string {
  const [whole = '', fraction] = value.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
