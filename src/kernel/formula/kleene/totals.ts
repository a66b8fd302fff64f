/** Totals of lists of which not all is known. */
import { average, type Decimal, isDecimal, multiply, sum } from '#kernel/decimal';
import { limits } from '../expr.ts';
import { needsOf } from './arithmetic.ts';
import type { KleeneFrame, KleenePart } from './frame.ts';
import { Laying } from './laying.ts';
import { both, type Needs } from './needs.ts';
import {
  anyNumber,
  anything,
  type Bound,
  between,
  greatest,
  least,
  numberRange,
  type Range,
  rangeOf,
  whole,
} from './possible.ts';
import { type Abstract, type Several, Unknown, widest } from './unknown.ts';

const [lowestNumber, highestNumber] = widest.number;

/** All values of the arguments from `first` on, lists laid open. */
export function laidOpen(
  args: readonly KleenePart[],
  frame: KleeneFrame,
  first = 0,
): ReturnType<Laying['done']> {
  const list = new Laying();
  for (let index = first; index < args.length; index++) list.put(args[index]?.(frame) ?? null);
  return list.done();
}

/** What the list and all in it depend on. */
export function needsOfAll(list: Several): Needs | null {
  return both(list.needs, needsOf(list.items as readonly Abstract[]));
}

/** Each that may be in the list; `sure` and not empty: certainly there. */
function each(list: Several, visit: (item: Abstract, sure: boolean) => void): void {
  for (const [index, item] of list.items.entries()) visit(item as Abstract, list.sure?.[index] !== false);
}

const zero = whole(0);
const mostItems = whole(limits.steps);

/** How far items that may be there beside the known ones can move a sum: no evaluation visits more of them than steps. */
function beyond(end: Decimal | undefined, sign: 1 | -1): Decimal[] {
  if (end === undefined || end.cmp(zero) !== sign) return [];
  return [multiply(end, mostItems) ?? (sign > 0 ? highestNumber : lowestNumber).times(2)];
}

export function sumOf(list: Several): Abstract {
  const lows: Decimal[] = [];
  const highs: Decimal[] = [];
  each(list, (item, sure) => {
    const range = numberRange(item);
    if (range === undefined) return;
    const there = sure && !range.empty;
    lows.push(there ? range.from : (least(range.from, zero) as Decimal));
    highs.push(there ? range.to : (greatest(range.to, zero) as Decimal));
  });
  const needs = needsOfAll(list);
  const further = list.more ? numberRange(list.other as Abstract) : undefined;
  const low = sum([...lows, ...beyond(further?.from, -1)]);
  const high = sum([...highs, ...beyond(further?.to, 1)]);
  // What is too large to fit at its end may be empty.
  if (low === null && high === null) return anyNumber(needs);
  return between(low ?? lowestNumber, high ?? highestNumber, low === null || high === null, needs);
}

export function averageOf(list: Several): Abstract {
  const lows: Decimal[] = [];
  const highs: Decimal[] = [];
  let [certain, there] = [!list.more, false];
  each(list, (item, sure) => {
    const range = numberRange(item);
    if (range === undefined) return;
    lows.push(range.from);
    highs.push(range.to);
    if (sure && !range.empty) there = true;
    else certain = false;
  });
  const further = list.more ? numberRange(list.other as Abstract) : undefined;
  if (further !== undefined) {
    lows.push(further.from);
    highs.push(further.to);
  }
  const needs = needsOfAll(list);
  const from = certain
    ? average(lows)
    : lows.reduce<Decimal | null>((a, b) => (a === null ? b : (least(a, b) as Decimal)), null);
  const to = certain
    ? average(highs)
    : highs.reduce<Decimal | null>((a, b) => (a === null ? b : (greatest(a, b) as Decimal)), null);
  return from === null || to === null ? null : between(from, to, !there, needs);
}

/** The least (-1) or greatest (1) of what is not empty. */
export function extremeOf(list: Several, sign: 1 | -1): Abstract {
  const needs = needsOfAll(list);
  const ranges: (Range & { sure: boolean })[] = [];
  let orderless = false;
  const look = (item: Abstract, sure: boolean) => {
    const range = rangeOf(item);
    if (range === null) orderless = true;
    else if (range !== undefined) ranges.push({ ...range, sure: sure && !range.empty });
  };
  each(list, look);
  if (list.more) look(list.other as Abstract, false);
  const [first] = ranges;
  if (orderless || ranges.some((range) => isDecimal(range.from) !== isDecimal(first?.from)))
    return anything(true, needs);
  if (first === undefined) return null;
  const there = ranges.filter((range) => range.sure);
  const [outward, inward] = sign > 0 ? [greatest, least] : [least, greatest];
  const [far, near] = sign > 0 ? (['to', 'from'] as const) : (['from', 'to'] as const);
  const utmost = ranges.map((range) => range[far]).reduce(outward);
  const inmost =
    there.length > 0
      ? there.map((range) => range[near]).reduce(outward)
      : ranges.map((range) => range[near]).reduce(inward);
  const [from, to] = sign > 0 ? [inmost, utmost] : [utmost, inmost];
  return between(from as Bound, to as Bound, there.length === 0, needs);
}

/** How many are not empty. */
export function countOf(list: Several): Abstract {
  let [low, high] = [0, 0];
  each(list, (item, sure) => {
    if (item === null) return;
    high++;
    if (sure && !(item instanceof Unknown && item.empty)) low++;
  });
  const further = list.more && list.other !== null;
  return between(whole(low), further ? highestNumber : whole(high), false, needsOfAll(list));
}
