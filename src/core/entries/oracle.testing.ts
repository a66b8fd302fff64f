/** Who may do what to records, said plainly: an oracle that knows neither formulas nor SQL, and random rules for it. */
import type { RecordAct, Who, WorkApp } from '#core/definitions';
import type { Answers } from '#core/fields';
import type { StaffActor } from '#core/policy';
import { field, workApp } from './fixture.testing.ts';

export type Random = () => number;

/** The same numbers for the same seed. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
export const pick = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
export const some = <T>(random: Random, all: readonly T[], part = 0.5): T[] =>
  all.filter(() => random() < part);

/** Conditions with what they mean. */
const conditions: { text: string; holds: (one: Answers) => boolean }[] = [
  { text: '公開 = TRUE', holds: (one) => one['3'] === true },
  { text: '金額 < 100', holds: (one) => one['2'] !== undefined && Number(one['2']) < 100 },
  { text: '課 = "A"', holds: (one) => one['1'] === 'A' },
  { text: '倍額 >= 300', holds: (one) => one['2'] !== undefined && Number(one['2']) * 2 >= 300 },
  {
    text: 'ANY(明細, 内容 = "重要")',
    holds: (one) => ((one['7'] ?? []) as { values: Answers }[]).some((line) => line.values['71'] === '重要'),
  },
];

interface Grant {
  who: Who[];
  when?: number;
}
export interface Rules {
  access: (Grant & { may: RecordAct[] })[];
  fields: { ids: number[]; read?: Grant[]; edit?: Grant[] }[];
}

export const givenFields = [1, 2, 3, 4, 6, 7];
const masked = [2, 3, 4, 6, 7];
const codes: Record<number, string> = { 1: '課', 2: '金額', 3: '公開', 4: '内密', 6: '担当', 7: '明細' };

export function randomRules(random: Random, people: readonly StaffActor[]): Rules {
  const who = (): Who[] =>
    Array.from({ length: 1 + Math.floor(random() * 2) }, () => {
      const one = pick(random, people);
      return pick<Who>(random, [
        { everyone: true },
        { everyone: true },
        { department: one.post!.department, below: random() < 0.5 },
        { position: one.post!.position },
        { user: one.id! },
        { field: '作成者' },
        { field: '担当' },
      ]);
    });
  const grant = (): Grant => ({
    who: who(),
    ...(random() < 0.5 ? { when: Math.floor(random() * conditions.length) } : {}),
  });
  const list = () => Array.from({ length: Math.floor(random() * 3) }, grant);
  const acts: RecordAct[] = ['view', 'add', 'edit', 'delete', 'manage'];
  return {
    access: Array.from({ length: 2 + Math.floor(random() * 4) }, (_, index) => ({
      ...grant(),
      may:
        index === 0
          ? ['view', ...some(random, acts.slice(1), 0.6)]
          : [pick(random, acts), ...some(random, acts)],
    })),
    fields: [
      // What shows depends on what can be changed: the way to see more by writing.
      ...(random() < 0.5
        ? [{ ids: [4], read: [{ who: [{ everyone: true as const }], when: pick(random, [0, 1, 2]) }] }]
        : []),
      ...Array.from({ length: Math.floor(random() * 3) }, () => ({
        ids: [pick(random, masked), ...some(random, masked, 0.2)],
        ...(random() < 0.7 ? { read: list() } : {}),
        ...(random() < 0.5 ? { edit: list() } : {}),
      })),
    ],
  };
}

export function appOf(rules: Rules): WorkApp {
  const written = ({ who, when }: Grant) => ({
    who,
    ...(when === undefined ? {} : { when: conditions[when]!.text }),
  });
  return workApp(
    'enumerated',
    [
      field(1, '課'),
      field(2, '金額', 'number'),
      field(3, '公開', 'yes-no'),
      field(4, '内密'),
      field(5, '作成者', 'created-by'),
      field(6, '担当', 'user'),
      field(7, '明細', 'lines', { fields: [field(71, '内容')] }),
      field(8, '倍額', 'formula', { options: { formula: '金額 * 2' } }),
    ],
    {
      access: rules.access.map((rule) => ({ ...written(rule), may: [...new Set(rule.may)] })),
      fieldAccess: rules.fields.map(({ ids, read, edit }) => ({
        fields: [...new Set(ids)].map((id) => codes[id]!),
        ...(read === undefined ? {} : { read: read.map(written) }),
        ...(edit === undefined ? {} : { edit: edit.map(written) }),
      })),
    },
  );
}

/** The oracle itself: one person, one state of one record. */
export function oracle(rules: Rules, actor: StaffActor, record: Answers) {
  const meant = (who: Who): boolean => {
    if ('everyone' in who) return true;
    if ('user' in who) return who.user === actor.id;
    if ('position' in who) return actor.post!.position === who.position;
    if ('department' in who)
      return who.below === false
        ? actor.post!.department === who.department
        : actor.above.includes(who.department);
    if ('field' in who) return record[who.field === '作成者' ? '5' : '6'] === actor.id;
    return false;
  };
  const granted = ({ who, when }: Grant) =>
    who.some(meant) && (when === undefined || conditions[when]!.holds(record));
  const ruled = (act: RecordAct) => rules.access.some((rule) => rule.may.includes(act) && granted(rule));
  const view = ruled('view');
  const list = (id: number, which: 'read' | 'edit') =>
    rules.fields.every((one) => {
      const grants = one.ids.includes(id) ? one[which] : undefined;
      return grants === undefined || grants.some(granted);
    });
  const reads = (id: number): boolean => (id === 8 ? list(2, 'read') : list(id, 'read'));
  return {
    may: (act: RecordAct) => (act === 'add' ? ruled('add') : view && ruled(act)),
    reads,
    edits: (id: number) => reads(id) && list(id, 'edit'),
  };
}

/** May this person bring the record from one state to the other by giving these fields? */
export function mayChange(
  rules: Rules,
  actor: StaffActor,
  before: Answers,
  after: Answers,
  given: number[],
): boolean {
  const [was, will] = [oracle(rules, actor, before), oracle(rules, actor, after)];
  if (!was.may('edit') || !given.every((id) => was.edits(id))) return false;
  // Nothing to write: nothing to refuse.
  if (!will.may('edit') && !will.may('add')) return false;
  return was.may('manage') || [1, 2, 3, 4, 5, 6, 7, 8].every((id) => was.reads(id) || !will.reads(id));
}

export function randomValues(random: Random, people: readonly StaffActor[]): Answers {
  const all: Answers = {
    1: pick(random, ['A', 'B']),
    2: pick(random, ['50', '120', '200']),
    3: random() < 0.5,
    4: pick(random, ['秘', '密']),
    6: pick(random, people).id,
    7: [{ key: 'k1', values: { 71: pick(random, ['重要', '普通']) } }] as never,
  };
  return Object.fromEntries(Object.entries(all).filter(() => random() < 0.6));
}
