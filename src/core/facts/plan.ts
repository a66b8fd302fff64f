/** Everything that is to be done, by when, where, with what. */
import { addDays, type ClosedDays, closedDays, type PlainDate } from '#kernel/dates';
import { decimalText, isDecimal } from '#kernel/decimal';
import { isUnknown } from '#kernel/formula/kleene';
import type { LocalizedText } from '#kernel/localized';
import { type Dates, datesOf } from './dates-of.ts';
import { decideInstance } from './decide.ts';
import type { Check, PreparedDocument, PreparedVersion } from './graph.ts';
import { anyOf, type KnownEvent, type Truth } from './model.ts';
import { rowsFor } from './next-question.ts';
import type { FactRow, Scene } from './rows.ts';
import type { Instance, Talk } from './talk.ts';
import { truthIn } from './talk.ts';

/** before: must be done before the event, which is still to come; today: due today or overdue; within: in the 14 days that follow. */
export type Phase = 'before' | 'today' | 'within' | 'later';

export interface Step extends Dates {
  procedure: string;
  version: PlainDate;
  event: string;
  title: LocalizedText;
  outcome: true | 'perhaps';
  must: boolean;
  /** Of a rule per person: for whom. */
  members?: readonly string[];
  /** Who may or must do it, where the rule says. */
  who?: readonly string[];
  phase: Phase;
  place: LocalizedText;
  minutes: number | null;
  /** Null: not known yet. */
  yen: string | null;
  visit: boolean;
  documents: readonly Needed[];
  /** Steps of this plan that come first. */
  after: readonly string[];
}

/** Something to bring or attach. */
export interface Needed {
  /** Id of the evidence; of one that is only written, its Japanese text. */
  id: string;
  title: LocalizedText;
  note?: LocalizedText;
  /** Whether it is certain that it is needed. */
  certain: boolean;
  /** For whom, where that matters. */
  members?: readonly string[];
  instead: readonly { id: string; title: LocalizedText }[];
}

export interface Plan {
  /** In the order in which they are to be done. */
  steps: readonly Step[];
  /** Each once, with the procedures that want it. */
  documents: readonly (Needed & { procedures: readonly string[] })[];
  /** Of what certainly applies and says how long it takes. */
  minutes: number;
}

/** The plan as it stands. `closed`: days on which the office is closed (default: none). */
export function planOf(talk: Talk, options: { closed?: ClosedDays } = {}): Plan {
  const closed = options.closed ?? closedDays();
  const found = talk.known.events.flatMap((event) =>
    talk.candidates(event).flatMap(({ instances, none }) => {
      const steps = instances.flatMap((one) => {
        const step = stepOf(talk, one, closed);
        return step === null ? [] : [step];
      });
      // Where the day that decides is not known, the version that may hold last is shown, as perhaps.
      const last = steps[steps.length - 1];
      if (last === undefined) return [];
      return [instances.length === 1 && !none ? last : { ...last, outcome: 'perhaps' as const }];
    }),
  );
  const steps = ordered(found);
  return {
    steps,
    documents: listedOnce(steps),
    minutes: steps.reduce((sum, one) => sum + (one.outcome === true ? (one.minutes ?? 0) : 0), 0),
  };
}

function stepOf(talk: Talk, instance: Instance, closed: ClosedDays): Step | null {
  const { version, event, scene } = instance;
  const { body } = version;
  const { outcome, members } = decideInstance(instance);
  if (outcome === false) return null;
  const meant = (truths: readonly Truth[]) =>
    (members ?? []).flatMap(({ key, outcome: one }) => (truths.includes(one) ? [key] : []));
  const forWhom = outcome === true ? meant([true]) : meant([true, 'perhaps']);
  const concerned =
    members === undefined ? [scene.top] : scene.members.filter((row) => forWhom.includes(row.key ?? ''));
  const dates = earliestDue(concerned.map((row) => datesOf(version, scene, row, closed)));
  const who =
    version.who === undefined
      ? undefined
      : scene.members.flatMap((row) => (truthIn(scene, version.who!, row) === true ? [row.key!] : []));
  return {
    ...dates,
    procedure: body.id,
    version: body.effectiveFrom,
    event: event.key,
    title: body.title,
    outcome,
    must: body.rule?.must === 'must',
    ...(members === undefined ? {} : { members: forWhom }),
    ...(who === undefined ? {} : { who }),
    phase: phaseOf(dates, talk.known.today, eventDay(talk, event)),
    place: body.place ?? body.where,
    minutes: body.minutes ?? null,
    yen: feeOf(version, scene, concerned),
    visit: body.visit?.needed ?? false,
    documents: documentsOf(talk, version, scene, concerned),
    after: body.follows ?? [],
  };
}

/** Of several people the one whose day comes first. */
function earliestDue(all: readonly Dates[]): Dates {
  const none: Dates = { moved: false, open: false };
  const sorted = [...all].sort((a, b) => ((a.due ?? '9999') < (b.due ?? '9999') ? -1 : 1));
  const first = sorted[0] ?? none;
  return { ...first, open: all.some((one) => one.open) };
}

function eventDay(talk: Talk, event: KnownEvent): PlainDate | undefined {
  const answer = talk.graph.dateFact === undefined ? undefined : event.answers[talk.graph.dateFact];
  return typeof answer === 'string' ? answer : undefined;
}

/** Where a step stands in time, seen from today. */
function phaseOf({ due, earliest }: Dates, today: PlainDate, event: PlainDate | undefined): Phase {
  const ahead = event !== undefined && event > today;
  if (due !== undefined && due <= today) return 'today';
  if (due !== undefined && ahead && due <= event) return 'before';
  if (due === undefined) return 'later';
  // Counted from the day on which it becomes possible.
  const from = earliest !== undefined && earliest > today ? earliest : today;
  return due <= addDays(from, 16) ? 'within' : 'later';
}

function feeOf(version: PreparedVersion, scene: Scene, concerned: readonly FactRow[]): string | null {
  const { yen, reductions } = version;
  if (yen === undefined) return version.body.feeRule === undefined ? null : null;
  let sum = 0;
  for (const row of rowsFor(scene, yen, concerned)) {
    let price: Check = yen;
    for (const reduction of reductions) {
      const holds = truthIn(scene, reduction.when, row);
      if (holds === 'perhaps') return null;
      if (!holds) continue;
      price = reduction.yen;
      break;
    }
    const value = scene.value(price, row);
    if (isUnknown(value)) return null;
    sum += Number(isDecimal(value) ? decimalText(value) : value) || 0;
  }
  return String(sum);
}

function documentsOf(
  talk: Talk,
  version: PreparedVersion,
  scene: Scene,
  concerned: readonly FactRow[],
): Needed[] {
  return version.documents.flatMap((one) => {
    const rows =
      one.per === 'person' ? (concerned[0] === scene.top ? scene.members : concerned) : [scene.top];
    const truths = rows.map((row) => (one.when === undefined ? true : truthIn(scene, one.when, row)));
    const outcome = anyOf(truths);
    if (outcome === false) return [];
    const members =
      one.per === 'person'
        ? rows.flatMap((row, at) => (truths[at] === outcome ? [row.key!] : []))
        : undefined;
    return [neededOf(talk, one, outcome === true, members)];
  });
}

function neededOf(
  talk: Talk,
  { rule }: PreparedDocument,
  certain: boolean,
  members: string[] | undefined,
): Needed {
  const named = (ref: (typeof rule)['document']) => {
    if (typeof ref !== 'string') return { id: ref.ja, title: ref as LocalizedText };
    const evidence = talk.graph.evidence.get(ref);
    return { id: ref, title: evidence?.title ?? { ja: ref } };
  };
  const note =
    rule.note ??
    (typeof rule.document === 'string' ? talk.graph.evidence.get(rule.document)?.note : undefined);
  return {
    ...named(rule.document),
    ...(note === undefined ? {} : { note }),
    certain,
    ...(members === undefined ? {} : { members }),
    instead: (rule.instead ?? []).map(named),
  };
}

/** Papers wanted several times are brought once. */
function listedOnce(steps: readonly Step[]): Plan['documents'] {
  const found = new Map<string, Needed & { procedures: string[] }>();
  for (const step of steps) {
    for (const one of step.documents) {
      const known = found.get(one.id);
      const certain = one.certain && step.outcome === true;
      if (known === undefined) {
        found.set(one.id, { ...one, certain, procedures: [step.procedure] });
        continue;
      }
      if (!known.procedures.includes(step.procedure)) known.procedures.push(step.procedure);
      known.certain ||= certain;
      if (one.members !== undefined) known.members = [...new Set([...(known.members ?? []), ...one.members])];
      known.instead = known.instead.filter((each) => one.instead.some((other) => other.id === each.id));
    }
  }
  return [...found.values()];
}

const phases: Record<Phase, number> = { today: 0, before: 1, within: 2, later: 3 };

/** By phase and last day; nothing before what it follows. */
function ordered(steps: Step[]): Step[] {
  const sorted = [...steps].sort(
    (a, b) =>
      phases[a.phase] - phases[b.phase] ||
      compare(a.due ?? '9999', b.due ?? '9999') ||
      Number(b.outcome === true) - Number(a.outcome === true) ||
      Number(b.must) - Number(a.must) ||
      compare(a.procedure, b.procedure),
  );
  const done: Step[] = [];
  const on = new Set<Step>();
  const place = (step: Step): void => {
    if (done.includes(step) || on.has(step)) return;
    on.add(step);
    for (const id of step.after)
      for (const before of sorted) if (before.procedure === id && before.event === step.event) place(before);
    done.push(step);
  };
  for (const step of sorted) place(step);
  return done.map((step) => ({
    ...step,
    after: step.after.filter((id) => done.some((one) => one.procedure === id && one.event === step.event)),
  }));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
