/** The answers a question may get, as far as this formula can tell them apart, each with how common it is. */
import { addDays, addYears, type PlainDate } from '#kernel/dates';
import type { Literals } from './literals.ts';
import type { Answer, Fact } from './model.ts';

export interface Probe {
  answer: Answer;
  /** Share of the population; the shares of a fact add up to 1. */
  share: number;
}

/** Beyond them a question is judged by a selection. */
const most = 16;

/** What may be answered to a fact, one for each class the literals make. */
export function probesOf(fact: Fact, literals: Literals, today: PlainDate): Probe[] {
  switch (fact.type) {
    case 'yesNo': {
      const yes = fact.usual !== undefined && 'yes' in fact.usual ? fact.usual.yes : 0.5;
      return whole([
        { answer: true, share: yes },
        { answer: false, share: 1 - yes },
      ]);
    }
    case 'choice':
      return whole(choices(fact, literals));
    case 'count':
      return whole(numbers(fact, literals).map(({ at, share }) => ({ answer: at, share })));
    case 'date':
      return whole(days(fact, literals, today));
    case 'members':
      return [];
  }
}

/** Choices nothing compares with are one class. */
function choices(fact: Fact, { texts }: Literals): Probe[] {
  const all = fact.choices ?? [];
  const share = (value: string) =>
    fact.usual !== undefined && 'choices' in fact.usual ? (fact.usual.choices[value] ?? 0) : 1 / all.length;
  const named = all.filter((one) => texts.has(one.value));
  const others = all.filter((one) => !texts.has(one.value));
  const probes: Probe[] = named.map((one) => ({ answer: one.value, share: share(one.value) }));
  const [other] = others;
  if (other !== undefined) {
    const sum = others.reduce((total, one) => total + share(one.value), 0);
    probes.push({ answer: other.value, share: sum });
  }
  return probes;
}

function numbers(fact: Fact, literals: Literals): { at: number; share: number }[] {
  const low = typeof fact.range?.from === 'number' ? fact.range.from : 0;
  const high = typeof fact.range?.to === 'number' ? fact.range.to : Number.POSITIVE_INFINITY;
  const bins = fact.usual !== undefined && 'count' in fact.usual ? fact.usual.count : undefined;
  return cells(around(literals.numbers, low, high), low - 1, bins);
}

function days(fact: Fact, literals: Literals, today: PlainDate): Probe[] {
  const { usual } = fact;
  if (usual !== undefined && 'yearsAgo' in usual) {
    const ages = around(literals.numbers, 0, 110);
    const born = (age: number) => addDays(addYears(today, -age), age === 0 ? 0 : -180);
    return cells(ages.length > 1 ? ages : [1, 6, 15, 18, 30, 50, 65, 75, 90], -1, usual.yearsAgo).map(
      ({ at, share }) => ({
        answer: born(at),
        share,
      }),
    );
  }
  const named = [...literals.dates].sort().flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]);
  const near = [-30, -14, -1, 0, 1, 14, 30].map((days) => addDays(today, days));
  const all = [...new Set([...named, ...near])].sort().slice(0, most);
  return all.map((answer) => ({ answer, share: 1 / all.length }));
}

/** Just below, at and above each number; never outside. */
function around(numbers: ReadonlySet<number>, low: number, high: number): number[] {
  const found = new Set<number>();
  for (const each of numbers) {
    for (const near of [Math.ceil(each) - 1, Math.ceil(each), Math.floor(each) + 1])
      if (near >= low && near <= high) found.add(near);
  }
  if (found.size === 0) found.add(low);
  const sorted = [...found].sort((a, b) => a - b);
  if (sorted.length <= most) return sorted;
  const step = sorted.length / most;
  return Array.from({ length: most }, (_none, at) => sorted[Math.floor(at * step)]!);
}

/** Each number stands for what lies above the one before; the last for everything above too. */
function cells(
  at: readonly number[],
  low: number,
  bins: readonly { to: number; share: number }[] | undefined,
): { at: number; share: number }[] {
  if (bins === undefined) return at.map((one) => ({ at: one, share: 1 / at.length }));
  let below = 0;
  return at.map((one, index) => {
    const upTo = index === at.length - 1 ? 1 : shareBelow(bins, low, one);
    const share = Math.max(0, upTo - below);
    below = Math.max(below, upTo);
    return { at: one, share };
  });
}

/** The share at or below, even within a bin. */
function shareBelow(bins: readonly { to: number; share: number }[], low: number, value: number): number {
  let sum = 0;
  let from = low;
  for (const { to, share } of bins) {
    if (value >= to) sum += share;
    else {
      if (value > from && to > from) sum += (share * (value - from)) / (to - from);
      return sum;
    }
    from = to;
  }
  return sum;
}

function whole(probes: Probe[]): Probe[] {
  const sum = probes.reduce((total, one) => total + one.share, 0);
  if (sum <= 0) return probes.map((one) => ({ ...one, share: 1 / probes.length }));
  return probes.map((one) => ({ ...one, share: one.share / sum }));
}
