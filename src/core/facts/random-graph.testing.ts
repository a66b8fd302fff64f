/** Graphs of facts and rules of any size, as a city's might be: for benches, proofs and property tests. */
import type { Fact, RuledProcedure } from './model.ts';
import { randomOf } from './population.ts';

export const events = [
  'pregnancyBirth',
  'moveIn',
  'moveOut',
  'moveWithin',
  'marriage',
  'divorce',
  'nameChange',
  'death',
] as const;

type Written = Partial<Fact> & Pick<Fact, 'id' | 'code' | 'scope' | 'type'>;

/** A fact with everything a pack may leave out. */
export function fact(written: Written): Fact {
  const base = {
    kind: 'fact',
    effectiveFrom: '2000-01-01',
    title: { ja: written.code },
    group: 'other',
    order: 100,
    classification: 'personal',
  } as const;
  const question = written.derived === undefined ? { question: { ja: `${written.code}はどうですか。` } } : {};
  return { ...base, ...question, ...written } as Fact;
}

/** A procedure with rules, and everything else empty. */
export function ruled(
  id: string,
  applies: string,
  rest: Partial<RuledProcedure> & { per?: 'household' | 'person' } = {},
): RuledProcedure {
  const { per = 'household', ...parts } = rest;
  return {
    id,
    title: { ja: id },
    effectiveFrom: '2020-04-01',
    asOf: 'submission',
    where: { ja: '窓口' },
    bring: [],
    deadline: { text: { ja: 'なし' } },
    rule: { per, applies, must: 'must' },
    ...parts,
  };
}

/** Facts every graph has: what happened, when, who lives there, how old they are. */
export const commonFacts: readonly Fact[] = [
  fact({
    id: 'event',
    code: '出来事',
    scope: 'event',
    type: 'choice',
    role: 'event',
    group: 'event',
    choices: events.map((value) => ({ value, label: { ja: value } })),
  }),
  fact({
    id: 'event-date',
    code: '異動日',
    scope: 'event',
    type: 'date',
    role: 'eventDate',
    group: 'event',
    usual: {
      daysAway: [
        { to: 0, share: 0.6 },
        { to: 30, share: 0.4 },
      ],
    },
  }),
  fact({
    id: 'members',
    code: '世帯員',
    scope: 'household',
    type: 'members',
    group: 'people',
    order: 1,
    alongside: ['続柄', '生年月日'],
  }),
  fact({
    id: 'relationship',
    code: '続柄',
    scope: 'person',
    type: 'choice',
    group: 'people',
    choices: ['本人', '配偶者', '子', '父母', 'その他'].map((value) => ({ value, label: { ja: value } })),
    usual: { choices: { 本人: 0.45, 配偶者: 0.2, 子: 0.25, 父母: 0.07, その他: 0.03 } },
  }),
  fact({
    id: 'birth-date',
    code: '生年月日',
    scope: 'person',
    type: 'date',
    group: 'people',
    precision: 'age',
    range: { from: '1890-01-01', to: 'today' },
    usual: {
      yearsAgo: [
        { to: 5, share: 0.05 },
        { to: 18, share: 0.11 },
        { to: 39, share: 0.23 },
        { to: 64, share: 0.33 },
        { to: 100, share: 0.28 },
      ],
    },
  }),
  fact({ id: 'age', code: '年齢', scope: 'person', type: 'count', derived: 'AGE(生年月日)' }),
];

/** A graph of that many facts and procedures. The same seed gives the same graph. */
export function randomGraph(size: { facts: number; procedures: number; seed: number; versions?: number }): {
  facts: Fact[];
  procedures: RuledProcedure[];
} {
  const random = randomOf(size.seed);
  const whole = (below: number) => Math.floor(random() * below);
  const facts = [...commonFacts];
  for (let nr = 1; facts.length < size.facts; nr++) facts.push(randomFact(nr, facts, random));
  const usable = facts.filter((one) => one.type !== 'members' && one.role === undefined);
  // Few facts matter to many procedures, most to few.
  const popular = () => usable[Math.floor(usable.length * random() ** 2.2)]!;
  const top = usable.filter((one) => one.scope !== 'person');
  const popularTop = () => top[Math.floor(top.length * random() ** 2.2)]!;
  const procedures = Array.from({ length: size.procedures }, (_none, at) => {
    const first = events[whole(events.length)]!;
    const happened =
      random() < 0.15
        ? `OR(出来事 = "${first}", 出来事 = "${events[whole(events.length)]!}")`
        : `出来事 = "${first}"`;
    const per = random() < 0.35 ? ('person' as const) : ('household' as const);
    const atoms = Array.from({ length: 1 + whole(4) }, () => {
      const one = per === 'person' ? popular() : random() < 0.3 ? popular() : popularTop();
      const said = atom(one, random);
      if (one.scope !== 'person' || per === 'person') return said;
      return random() < 0.85 ? `ANY(世帯員, ${said})` : `COUNTIF(世帯員, ${said}) >= 2`;
    });
    const rest =
      atoms.length > 2 && random() < 0.4 ? [`OR(${atoms.slice(0, 2).join(', ')})`, ...atoms.slice(2)] : atoms;
    return ruled(`p${at + 1}`, `AND(${[happened, ...rest].join(', ')})`, {
      per,
      asOf: random() < 0.3 ? 'event' : 'submission',
      minutes: 5 + whole(30),
      ...(random() < 0.5
        ? { deadlineRule: { from: '異動日', days: 14, countsFirstDay: random() < 0.3, rollsOver: 'next' } }
        : {}),
      ...(random() < 0.3
        ? {
            documentRules: [
              { document: { ja: `書類${whole(40)}` }, when: atom(popularTop(), random), per: 'household' },
            ],
          }
        : {}),
    });
  });
  return { facts, procedures: [...procedures, ...laterVersions(procedures, size.versions ?? 0)] };
}

/** Some procedures change next April. */
function laterVersions(procedures: readonly RuledProcedure[], count: number): RuledProcedure[] {
  return procedures.slice(0, count).map((one) => ({
    ...one,
    effectiveFrom: '2027-04-01',
    rule: { ...one.rule!, applies: one.rule!.applies.replace(/>= \d+/, '>= 40') },
  }));
}

function randomFact(nr: number, before: readonly Fact[], random: () => number): Fact {
  const scope = (['event', 'household', 'household', 'person'] as const)[Math.floor(random() * 4)]!;
  const base = { id: `f${nr}`, code: `状況${nr}`, scope, group: `g${nr % 12}`, order: nr };
  const earlier = before.filter(
    (one) =>
      one.type === 'yesNo' && one.derived === undefined && (one.scope === scope || one.scope === 'household'),
  );
  const parent = earlier[Math.floor(random() * earlier.length)];
  const askIf = parent !== undefined && random() < 0.2 ? { askIf: parent.code } : {};
  const kind = random();
  if (kind < 0.08 && parent !== undefined && earlier.length > 1)
    return fact({ ...base, type: 'yesNo', derived: `OR(${parent.code}, ${earlier[0]!.code})` });
  if (kind < 0.68) return fact({ ...base, ...askIf, type: 'yesNo', usual: { yes: 0.03 + random() * 0.5 } });
  if (kind < 0.85) {
    const values = ['甲', '乙', '丙', '丁', '戊'].slice(0, 3 + Math.floor(random() * 3));
    return fact({
      ...base,
      ...askIf,
      type: 'choice',
      choices: values.map((value) => ({ value, label: { ja: value } })),
    });
  }
  return fact({
    ...base,
    ...askIf,
    type: 'count',
    range: { from: 0 },
    usual: {
      count: [
        { to: 0, share: 0.4 },
        { to: 3, share: 0.4 },
        { to: 20, share: 0.2 },
      ],
    },
  });
}

function atom(one: Fact, random: () => number): string {
  switch (one.type) {
    case 'yesNo':
      return random() < 0.75 ? one.code : `NOT(${one.code})`;
    case 'choice': {
      const value = one.choices![Math.floor(random() * one.choices!.length)]!.value;
      return `${one.code} ${random() < 0.8 ? '=' : '<>'} "${value}"`;
    }
    case 'count':
      return one.code === '年齢'
        ? `年齢 ${random() < 0.5 ? '>=' : '<'} ${[3, 6, 15, 18, 40, 65, 75][Math.floor(random() * 7)]!}`
        : `${one.code} >= ${1 + Math.floor(random() * 5)}`;
    case 'date':
      return random() < 0.5 ? 'AGE(生年月日) >= 20' : '生年月日 >= DATE(2008, 4, 2)';
    default:
      return 'TRUE';
  }
}
