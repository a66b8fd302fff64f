/** Households nobody lives in, with realistic sizes, ages and answers: to try rules on. The same seed gives the same households. */
import { addDays, addYears, type PlainDate } from '#kernel/dates';
import type { Answer, Fact, Known, Member } from './model.ts';

/** Kinds of households with their shares, after the census of 2020 (rounded): who lives in them, and how old they are. */
export interface HouseholdKind {
  share: number;
  /** 続柄 as the facts say it, and the ages between which each is. */
  people: readonly { relationship: string; from: number; to: number }[];
}

const adult = (relationship: string, from: number, to: number) => ({ relationship, from, to });

export const householdKinds: readonly HouseholdKind[] = [
  { share: 0.1, people: [adult('本人', 18, 29)] },
  { share: 0.14, people: [adult('本人', 30, 64)] },
  { share: 0.14, people: [adult('本人', 65, 99)] },
  { share: 0.08, people: [adult('本人', 22, 64), adult('配偶者', 22, 64)] },
  { share: 0.12, people: [adult('本人', 65, 95), adult('配偶者', 60, 95)] },
  { share: 0.09, people: [adult('本人', 24, 49), adult('配偶者', 24, 49), adult('子', 0, 17)] },
  {
    share: 0.1,
    people: [adult('本人', 26, 52), adult('配偶者', 26, 52), adult('子', 0, 17), adult('子', 0, 17)],
  },
  {
    share: 0.03,
    people: [
      adult('本人', 28, 50),
      adult('配偶者', 28, 50),
      adult('子', 0, 17),
      adult('子', 0, 14),
      adult('子', 0, 9),
    ],
  },
  { share: 0.05, people: [adult('本人', 45, 64), adult('配偶者', 45, 64), adult('子', 18, 30)] },
  { share: 0.05, people: [adult('本人', 22, 52), adult('子', 0, 19)] },
  { share: 0.02, people: [adult('本人', 24, 50), adult('子', 0, 17), adult('子', 0, 17)] },
  { share: 0.05, people: [adult('本人', 40, 69), adult('父母', 68, 99)] },
  {
    share: 0.02,
    people: [adult('本人', 30, 55), adult('配偶者', 30, 55), adult('子', 0, 17), adult('父母', 60, 95)],
  },
  { share: 0.01, people: [adult('本人', 20, 60), adult('その他', 18, 80)] },
];

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One household to which one thing happens (to one in twelve two), every asked fact answered. */
export function randomHousehold(facts: readonly Fact[], today: PlainDate, random: () => number): Known {
  const asked = facts.filter((one) => one.derived === undefined && one.type !== 'members');
  const answers = (scope: Fact['scope']): Record<string, Answer> =>
    Object.fromEntries(
      asked.filter((one) => one.scope === scope).map((one) => [one.id, randomAnswer(one, today, random)]),
    );
  const kind = drawn(householdKinds, random);
  const birth = asked.find(
    (one) =>
      one.scope === 'person' && one.type === 'date' && one.usual !== undefined && 'yearsAgo' in one.usual,
  );
  const relationship = asked.find(
    (one) => one.scope === 'person' && one.choices?.some((each) => each.value === '本人') === true,
  );
  const list = kind.people.map((person, at): Member => {
    const age = person.from + Math.floor(random() * (person.to - person.from + 1));
    const born = addDays(addYears(today, -age), -Math.floor(random() * 364));
    return {
      key: `m${at + 1}`,
      answers: {
        ...answers('person'),
        ...(birth === undefined ? {} : { [birth.id]: born }),
        ...(relationship === undefined ? {} : { [relationship.id]: person.relationship }),
      },
    };
  });
  const events = random() < 1 / 12 ? ['e1', 'e2'] : ['e1'];
  return {
    today,
    events: events.map((key) => ({ key, answers: answers('event') })),
    household: answers('household'),
    members: { list, complete: true },
  };
}

/** An answer as common as the fact says; without shares all alike. */
export function randomAnswer(fact: Fact, today: PlainDate, random: () => number): Answer {
  const { usual } = fact;
  switch (fact.type) {
    case 'yesNo':
      return random() < (usual !== undefined && 'yes' in usual ? usual.yes : 0.5);
    case 'choice': {
      const choices = fact.choices ?? [];
      const share = (value: string) =>
        usual !== undefined && 'choices' in usual ? (usual.choices[value] ?? 0) : 1;
      return drawn(
        choices.map(({ value }) => ({ value, share: share(value) })),
        random,
      ).value;
    }
    case 'count': {
      const low = typeof fact.range?.from === 'number' ? fact.range.from : 0;
      const bins = usual !== undefined && 'count' in usual ? usual.count : [{ to: low + 10, share: 1 }];
      return fromBins(bins, low, random);
    }
    case 'date': {
      const day = randomDay(fact, today, random);
      const bound = (end: string | number | undefined) =>
        end === 'today' ? today : typeof end === 'string' ? end : undefined;
      const [from, to] = [bound(fact.range?.from), bound(fact.range?.to)];
      if (from !== undefined && day < from) return from;
      return to !== undefined && day > to ? to : day;
    }
    case 'members':
      return null;
  }
}

function randomDay({ usual }: Fact, today: PlainDate, random: () => number): PlainDate {
  if (usual !== undefined && 'yearsAgo' in usual)
    return addDays(addYears(today, -fromBins(usual.yearsAgo, 0, random)), -Math.floor(random() * 364));
  const bins = usual !== undefined && 'daysAway' in usual ? usual.daysAway : [{ to: 60, share: 1 }];
  return addDays(today, fromBins(bins, Math.min(-60, bins[0]!.to - 30), random));
}

/** What lies above the last bin is spread over as much again. */
function fromBins(bins: readonly { to: number; share: number }[], low: number, random: () => number): number {
  let at = random();
  let from = low;
  for (const { to, share } of bins) {
    if (at < share) return from + Math.floor(random() * (Math.max(to, from) - from + 1));
    at -= share;
    from = to + 1;
  }
  return from + Math.floor(random() * 30);
}

function drawn<T extends { share: number }>(all: readonly T[], random: () => number): T {
  let at = random() * all.reduce((sum, one) => sum + one.share, 0);
  for (const one of all) {
    at -= one.share;
    if (at < 0) return one;
  }
  return all[all.length - 1]!;
}
