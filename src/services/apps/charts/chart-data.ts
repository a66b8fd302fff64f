/** From groups to what is drawn: few series, few categories, the rest as その他, gaps in time filled. Pure. */
import type { Json } from '#core/fields';
import { amount, figure } from './figures.ts';
import { filledKeys } from './fill-time.ts';
import { findingOf } from './finding.ts';
import type { ChartData, GroupingHead, KeyPart, LabelledGroups, Mark } from './model.ts';

const mostSeries = 5;
/** Bars under each other; points beside each other. */
const mostBars = 20;
const mostPoints = 60;
export const rest = 'その他';

interface Slot {
  label: string;
  part: KeyPart;
  /** Keys, as JSON, of the groups that stand here. */
  of: Set<string>;
}

export function chartData(kind: ChartData['kind'], found: LabelledGroups): ChartData {
  const [x, series] = found.by as [GroupingHead, GroupingHead | undefined];
  const measure = found.measures[0]!;
  const notes: string[] = [];
  const negative = found.groups.some((one) => (amount(one.values[0] ?? null) ?? 0) < 0);
  const drawn = negative && (kind === 'pie' || kind === 'stacked') ? 'bar' : kind;
  if (drawn !== kind) notes.push('マイナスの値があるため、棒グラフで表しています。');
  if (found.cut) notes.push('組み合わせが2,000をこえたため、並びの初めの2,000までを使っています。');
  const most = drawn === 'pie' ? mostSeries : x.ordered ? mostPoints : mostBars;
  const categories = slotsOf(found, 0, most, measure.adds, notes, x);
  const lines = series === undefined ? [] : slotsOf(found, 1, mostSeries, measure.adds, notes, series);
  const ordered = x.ordered && x.by !== 'value' ? withGaps(categories, x, measure.adds) : categories;
  const values = new Map(found.groups.map((one) => [slotKey(one.keys), one.values[0] ?? null]));
  const markAt = (category: Slot, line: Slot | undefined): Mark => {
    const parts = [...category.of].flatMap((a) =>
      line === undefined ? [values.get(`[${a}]`)] : [...line.of].map((b) => values.get(`[${a},${b}]`)),
    );
    const there = parts.filter((one) => one !== undefined && one !== null);
    const sum = there.length === 1 ? there[0]! : there.length > 1 && measure.adds ? added(there) : null;
    const value = sum ?? (measure.adds ? '0' : null);
    const cell = line === undefined ? [category.part] : [category.part, line.part];
    return { value: amount(value), text: figure(value, measure.unit), cell };
  };
  const shown = ordered.map((category) => {
    const marks =
      lines.length === 0 ? [markAt(category, undefined)] : lines.map((line) => markAt(category, line));
    const total = marks.reduce((sum, one) => sum + (one.value ?? 0), 0);
    return { label: category.label, marks, total: figure(String(total), measure.unit) };
  });
  if (x.several || series?.several === true)
    notes.push('一つのレコードに値がいくつかあるときは、それぞれに数えています。');
  const data: ChartData = {
    kind: drawn,
    x: x.label,
    measure: measure.label,
    unit: measure.unit,
    upright: drawn === 'line' || (x.ordered && x.by !== 'value'),
    categories: shown,
    series: lines.map((one) => one.label),
    finding: null,
    notes,
  };
  return { ...data, finding: findingOf(data, measure.adds && !x.several) };
}

const slotKey = (keys: readonly Json[]): string => JSON.stringify(keys);

/** Exact for whole numbers; what is added is counts and sums already worked out by the database. */
function added(values: readonly string[]): string {
  const total = values.reduce((sum, one) => sum + Number(one), 0);
  return String(Math.round(total * 100) / 100);
}

/** The places of one grouping: in their own order, or the largest first; what is too much goes together, or is left out and said. */
function slotsOf(
  found: LabelledGroups,
  index: number,
  most: number,
  adds: boolean,
  notes: string[],
  head: GroupingHead,
): Slot[] {
  const sizes = new Map<string, { label: string; key: Json; size: number }>();
  for (const { keys, labels, values } of found.groups) {
    const id = JSON.stringify(keys[index]);
    const known = sizes.get(id) ?? { label: labels[index]!, key: keys[index]!, size: 0 };
    known.size += Math.abs(amount(values[0] ?? null) ?? 0);
    sizes.set(id, known);
  }
  const all = [...sizes];
  const slots = all.map(([id, { label, key }]): Slot => ({ label, part: { is: key }, of: new Set([id]) }));
  const size = (slot: Slot) => [...slot.of].reduce((sum, id) => sum + (sizes.get(id)?.size ?? 0), 0);
  const isEmpty = (slot: Slot) => slot.of.has('null');
  const sorted = head.ordered
    ? slots
    : slots.sort((a, b) => Number(isEmpty(a)) - Number(isEmpty(b)) || size(b) - size(a));
  if (sorted.length <= most) return sorted;
  if (head.ordered) {
    notes.push(
      `${head.label}が${sorted.length}あるため、終わりの${most}だけを表しています。すべては表にあります。`,
    );
    return sorted.slice(-most);
  }
  const kept = sorted.slice(0, adds ? most - 1 : most);
  const others = sorted.slice(kept.length);
  if (!adds) {
    notes.push(`${head.label}が${sorted.length}あるため、大きい順に${most}だけを表しています。`);
    return kept;
  }
  notes.push(
    `${head.label}が${sorted.length}あるため、小さいもの${others.length}を「${rest}」にまとめています。`,
  );
  const part: KeyPart = { not: kept.map((one) => ('is' in one.part ? one.part.is : null)) };
  return [...kept, { label: rest, part, of: new Set(others.flatMap((one) => [...one.of])) }];
}

/** Months without anything are there too: a line must not jump over them. */
function withGaps(slots: Slot[], head: GroupingHead, adds: boolean): Slot[] {
  const known = new Map(slots.map((one) => ['is' in one.part ? String(one.part.is) : '', one]));
  const dated = slots.filter((one) => 'is' in one.part && one.part.is !== null);
  const keys = filledKeys(
    dated.map((one) => String('is' in one.part ? one.part.is : '')),
    head.by,
    mostPoints,
  );
  if (!adds || keys === null) return dated.length === slots.length ? slots : [...dated];
  return keys.map(
    ({ key, label }) => known.get(key) ?? { label, part: { is: key }, of: new Set([JSON.stringify(key)]) },
  );
}
