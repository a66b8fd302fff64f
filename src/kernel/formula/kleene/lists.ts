/** Functions over lists and collections of which not all is known. */
import { average, decimal, sum } from '#kernel/decimal';
import { equal, isList, type Value } from '../value.ts';
import { count, extreme, filledIn, isBlank, joinedList, numbersIn } from '../value-lists.ts';
import { same } from './compare.ts';
import { truth, worked } from './conditions.ts';
import {
  eachItem,
  type KleeneFrame,
  type KleeneOf,
  type KleenePart,
  needsOfList,
  otherItem,
} from './frame.ts';
import { Laying } from './laying.ts';
import { both, type Needs } from './needs.ts';
import { anything, between, perhaps, whole } from './possible.ts';
import { averageOf, countOf, extremeOf, laidOpen, sumOf } from './totals.ts';
import { type Abstract, highest, type KleeneRow, Open, Several, Unknown } from './unknown.ts';

/** Whether an item is met for which the condition is `stop`: ANY stops at a true one, ALL at one that is not. */
function stopped(args: readonly KleenePart[], frame: KleeneFrame, stop: boolean): boolean | Unknown {
  const rows = worked(args, 0, frame);
  const list = needsOfList(rows);
  let needs: Needs | null = null;
  let open = false;
  /** Whether this item settles it. */
  const look = (inner: KleeneFrame, sure: boolean): boolean => {
    const held = truth(worked(args, 1, inner));
    if (held === !stop) return false;
    if (held === stop && sure) return true;
    open = true;
    if (held instanceof Unknown) needs = both(needs, held.needs);
    if (!sure) needs = both(needs, list);
    return false;
  };
  if (eachItem(rows, frame, (inner, _row, sure) => look(inner, sure))) return true;
  const further = otherItem(rows, frame);
  if (further !== undefined) look(further, false);
  return open ? perhaps(needs) : false;
}

/** Visits the items for which the condition holds or may hold; `firm`: they are there and it holds. */
function chosen(
  args: readonly KleenePart[],
  frame: KleeneFrame,
  visit: (inner: KleeneFrame, firm: boolean, needs: Needs | null) => void,
): { further: KleeneFrame; needs: Needs | null } | undefined {
  const rows = worked(args, 0, frame);
  const list = needsOfList(rows);
  eachItem(rows, frame, (inner, _row, sure) => {
    const held = truth(worked(args, 1, inner));
    if (held === false) return;
    const needs = held === true ? null : held.needs;
    visit(inner, held === true && sure, sure ? needs : both(needs, list));
  });
  const further = otherItem(rows, frame);
  if (further === undefined) return undefined;
  const held = truth(worked(args, 1, further));
  return held === false ? undefined : { further, needs: both(list, held === true ? null : held.needs) };
}

/** A total of all the arguments: by the value evaluator's own rule where nothing in them is unknown. */
const total =
  (known: (values: readonly Value[]) => Value, open: (list: Several) => Abstract): KleeneOf =>
  (args, frame) => {
    const list = laidOpen(args, frame);
    return list instanceof Several ? open(list) : known(list as readonly Value[]);
  };

export const collectionFunctions = {
  ANY: (args, frame) => stopped(args, frame, true),
  ALL: (args, frame) => {
    const found = stopped(args, frame, false);
    return found instanceof Unknown ? found : !found;
  },
  FILTER: (args, frame) => {
    const rows: KleeneRow[] = [];
    let sure: boolean[] | null = null;
    let needs: Needs | null = null;
    const rest = chosen(args, frame, (inner, firm, why) => {
      if (!firm && sure === null) sure = rows.map(() => true);
      sure?.push(firm);
      rows.push(inner.row);
      needs = both(needs, why);
    });
    if (sure === null && rest === undefined) return rows;
    const other = rest?.further.row ?? null;
    return new Several(rows, sure, rest !== undefined, other, both(needs, rest?.needs ?? null));
  },
  COUNTIF: (args, frame) => {
    let low = 0;
    let high = 0;
    let needs: Needs | null = null;
    const rest = chosen(args, frame, (_inner, firm, why) => {
      high++;
      if (firm) low++;
      needs = both(needs, why);
    });
    if (rest === undefined) return low === high ? count(low) : between(whole(low), whole(high), false, needs);
    return between(whole(low), highest, false, both(needs, rest.needs));
  },
  SUMIF: (args, frame) => {
    const terms = new Laying();
    const rest = chosen(args, frame, (inner, firm, why) => terms.put(worked(args, 2, inner), firm, why));
    if (rest !== undefined) terms.further(worked(args, 2, rest.further), rest.needs);
    const list = terms.done();
    return list instanceof Several ? sumOf(list) : sum(numbersIn(list as readonly Value[]));
  },
  SUM: total((values) => sum(numbersIn(values)), sumOf),
  AVERAGE: total((values) => average(numbersIn(values)), averageOf),
  MIN: total(
    (values) => extreme(values, -1),
    (list) => extremeOf(list, -1),
  ),
  MAX: total(
    (values) => extreme(values, 1),
    (list) => extremeOf(list, 1),
  ),
  COUNT: total((values) => decimal(filledIn(values)), countOf),
  JOIN: (args, frame) => {
    const [list, separator] = [worked(args, 0, frame), worked(args, 1, frame)];
    if (!(list instanceof Open || separator instanceof Open))
      return joinedList(list as Value, separator as Value);
    // What stands between them does not matter to one alone.
    if (!(list instanceof Open) && (!isList(list as Value) || filledIn(list as readonly Value[]) < 2))
      return joinedList(list as Value, null);
    const all = list instanceof Several ? list.items : [];
    let needs = both(needsOfList(list), needsOfList(separator));
    for (const item of all) if (item instanceof Open) needs = both(needs, item.needs);
    return anything(true, needs);
  },
  ISBLANK: (args, frame) => {
    const value = worked(args, 0, frame);
    if (value instanceof Several) {
      if (value.items.some((_item, index) => value.sure?.[index] !== false)) return false;
      return value.items.length > 0 || value.more ? perhaps(value.needs) : true;
    }
    if (value instanceof Unknown) return value.empty ? perhaps(value.needs) : false;
    return isBlank(value as Value);
  },
  IN: (args, frame) => {
    const wanted = worked(args, 0, frame);
    const list = laidOpen(args, frame, 1);
    if (!(wanted instanceof Open || list instanceof Several))
      return (list as readonly Value[]).some((each) => equal(wanted as Value, each));
    return found(wanted, list as readonly Value[] | Several);
  },
} satisfies Record<string, KleeneOf>;

/** Whether a value is in a list, for each value it may have. */
export function found(wanted: Abstract, list: readonly Value[] | Several): boolean | Unknown {
  const { items, sure, more, other, needs: unsure } = list instanceof Several ? list : plain(list);
  const each =
    wanted instanceof Unknown && wanted.among !== null ? (wanted.among as readonly Value[]) : [wanted];
  let needs = needsOfList(wanted);
  let [all, none] = [true, true];
  for (const one of each) {
    let held: boolean | null = false;
    for (const [index, item] of items.entries()) {
      const equals = same(one, item as Abstract);
      if (equals === false) continue;
      const there = sure?.[index] !== false;
      if (equals === true && there) {
        held = true;
        break;
      }
      held = null;
      if (item instanceof Open) needs = both(needs, item.needs);
      if (!there) needs = both(needs, unsure);
    }
    if (held !== true && more && same(one, other as Abstract) !== false) {
      held = null;
      needs = both(needs, unsure);
    }
    if (held !== true) all = false;
    if (held !== false) none = false;
  }
  return all || none ? all : perhaps(needs);
}

const plain = (items: readonly Value[]) => ({ items, sure: null, more: false, other: null, needs: null });
