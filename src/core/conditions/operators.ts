/**
 * What can be asked of a field, and how a formula says it. Each operator is written once, as formulas with places to fill; the writer
 * fills them, the reader recognises them (`pattern.ts`), so that the two cannot drift apart.
 */
import type { ConditionKind } from './kinds.ts';
import type { Operator } from './operator.ts';
import { dateOperators } from './periods.ts';

const blank = {
  empty: { label: 'が空', takes: 'nothing', form: 'ISBLANK(F)', also: ['F = ""'] },
  filled: { label: 'が空でない', takes: 'nothing', form: 'NOT(ISBLANK(F))', also: ['F <> ""'] },
} as const satisfies Record<string, Operator>;

const compared = (takes: 'number' | 'time') =>
  ({
    equals: { label: 'が次と等しい', takes, form: 'F = A' },
    differs: { label: 'が次と等しくない', takes, form: 'F <> A' },
    atLeast: { label: 'が次以上', takes, form: 'F >= A' },
    atMost: { label: 'が次以下', takes, form: 'F <= A' },
    above: { label: 'が次より大きい', takes, form: 'F > A' },
    below: { label: 'が次より小さい', takes, form: 'F < A' },
    between: { label: 'が次の範囲', takes, count: 2, form: 'AND(F >= A, F <= B)' },
    ...blank,
  }) as const satisfies Record<string, Operator>;

const timed = {
  ...compared('time'),
  above: { label: 'が次より後', takes: 'time', form: 'F > A' },
  below: { label: 'が次より前', takes: 'time', form: 'F < A' },
} as const satisfies Record<string, Operator>;

const one = {
  anyOf: { label: 'が次のどれか', takes: 'values', form: 'IN(F, REST)', single: 'F = A' },
  noneOf: { label: 'が次のどれでもない', takes: 'values', form: 'NOT(IN(F, REST))', single: 'F <> A' },
} as const satisfies Record<string, Operator>;

const several = {
  hasAny: {
    label: 'に次のどれかがある',
    takes: 'values',
    form: 'OR(EACH)',
    single: 'CONTAINS(F, A)',
    each: 'CONTAINS(F, A)',
    also: ['IN(A, F)'],
  },
  hasAll: {
    label: 'に次のすべてがある',
    takes: 'values',
    form: 'AND(EACH)',
    single: 'CONTAINS(F, A)',
    each: 'CONTAINS(F, A)',
  },
  hasNone: {
    label: 'に次のどれもない',
    takes: 'values',
    form: 'NOT(OR(EACH))',
    single: 'NOT(CONTAINS(F, A))',
    each: 'CONTAINS(F, A)',
    also: ['NOT(IN(A, F))'],
  },
} as const satisfies Record<string, Operator>;

const me = {
  isMe: { label: 'が自分', takes: 'nothing', form: 'F = ME()' },
  isNotMe: { label: 'が自分でない', takes: 'nothing', form: 'F <> ME()' },
} as const satisfies Record<string, Operator>;
const hasMe = {
  hasMe: { label: 'に自分がいる', takes: 'nothing', form: 'CONTAINS(F, ME())', also: ['IN(ME(), F)'] },
  hasNotMe: { label: 'に自分がいない', takes: 'nothing', form: 'NOT(CONTAINS(F, ME()))' },
} as const satisfies Record<string, Operator>;
const mine = {
  isMyDepartment: { label: 'が自分の所属', takes: 'nothing', form: 'F = MYDEPARTMENT()' },
  inMyDepartments: {
    label: 'が自分の所属かその下',
    takes: 'nothing',
    form: 'IN(F, MYDEPARTMENTS())',
  },
} as const satisfies Record<string, Operator>;
const hasMine = {
  hasMyDepartment: { label: 'に自分の所属がある', takes: 'nothing', form: 'CONTAINS(F, MYDEPARTMENT())' },
} as const satisfies Record<string, Operator>;
const myGroups = {
  inMyGroups: { label: 'が自分の入っているグループ', takes: 'nothing', form: 'IN(F, MYGROUPS())' },
} as const satisfies Record<string, Operator>;

const days = dateOperators('F');
const moments = dateOperators('DATEVALUE(F)');

/** In the order they are offered; the first is what a new condition begins with. */
export const operators = {
  text: {
    contains: { label: 'に次を含む', takes: 'text', form: 'CONTAINS(F, A)' },
    lacks: { label: 'に次を含まない', takes: 'text', form: 'NOT(CONTAINS(F, A))' },
    starts: { label: 'が次で始まる', takes: 'text', form: 'STARTSWITH(F, A)' },
    equals: { label: 'が次と等しい', takes: 'text', form: 'F = A' },
    differs: { label: 'が次と等しくない', takes: 'text', form: 'F <> A' },
    ...blank,
  },
  time: timed,
  number: compared('number'),
  date: { ...days, ...blank },
  birth: {
    ageAtLeast: { label: 'から数えた年齢が次以上', takes: 'days', form: 'AGE(F) >= A' },
    ageBelow: { label: 'から数えた年齢が次未満', takes: 'days', form: 'AGE(F) < A' },
    ...days,
    ...blank,
  },
  datetime: { ...moments, ...blank },
  choice: { ...one, ...blank },
  choices: { ...several, ...blank },
  'yes-no': {
    yes: { label: 'が「はい」', takes: 'nothing', form: 'F = TRUE', also: ['F'] },
    no: { label: 'が「いいえ」', takes: 'nothing', form: 'F = FALSE' },
    notYes: { label: 'が「はい」でない（空を含む）', takes: 'nothing', form: 'F <> TRUE', also: ['NOT(F)'] },
    ...blank,
  },
  user: { ...me, ...one, ...blank },
  users: { ...hasMe, ...several, ...blank },
  department: { ...mine, ...one, ...blank },
  departments: { ...hasMine, ...several, ...blank },
  group: { ...myGroups, ...one, ...blank },
  groups: { ...several, ...blank },
  record: { ...one, ...blank },
  records: { ...several, ...blank },
  presence: {
    filled: { ...blank.filled, label: 'がある' },
    empty: { ...blank.empty, label: 'がない' },
  },
  lines: {
    anyLine: { label: 'に次の行がある', takes: 'where', form: 'ANY(F, W)' },
    noLine: { label: 'に次の行がない', takes: 'where', form: 'NOT(ANY(F, W))' },
    everyLine: { label: 'のどの行も次のとおり', takes: 'where', form: 'ALL(F, W)' },
    filled: { ...blank.filled, label: 'に行がある' },
    empty: { ...blank.empty, label: 'に行がない' },
  },
} as const satisfies Record<ConditionKind, Record<string, Operator>>;

type IdsOf<T> = T extends Record<string, unknown> ? keyof T & string : never;
export type OperatorId = IdsOf<(typeof operators)[ConditionKind]>;

/** Undefined: nothing of that name can be asked of such a field. */
export function operatorOf(kind: ConditionKind, id: string): Operator | undefined {
  const all: Record<string, Operator> = operators[kind];
  return Object.hasOwn(all, id) ? all[id] : undefined;
}

export function operatorsFor(kind: ConditionKind): [id: OperatorId, operator: Operator][] {
  return Object.entries(operators[kind]) as [OperatorId, Operator][];
}
