/** The process of an app as it is edited: every step takes the process and gives the one after it, with words that name it. Pure. */
import type { ProcessAct, ProcessState, RecordProcess, RouteStep, Seat } from '#core/definitions';

export type Picked =
  | { kind: 'state' | 'act' | 'route'; id: string }
  /** Who keeps it going, and for whom. */
  | { kind: 'keepers' };

export type Route = RecordProcess['routes'][number];
export type Deadline = NonNullable<ProcessState['deadline']>;

export interface Step {
  process: RecordProcess;
  /** Announced, and named by the way back. */
  words: string;
  picked?: Picked | null;
  /** Letters of one word are one step. */
  merge?: string;
}

export const samePick = (one: Picked | null, other: Picked | null): boolean =>
  one?.kind === other?.kind && ('id' in (one ?? {}) ? (one as { id: string }).id : '') === idOf(other);

const idOf = (picked: Picked | null): string => (picked !== null && 'id' in picked ? picked.id : '');

export const emptyProcess: RecordProcess = { states: [], acts: [], routes: [], keepers: [] };

/** Never given twice in one process; people do not see it. */
export function freshId(start: string, taken: readonly { id: string }[]): string {
  const used = new Set(taken.map((one) => one.id));
  for (let n = taken.length + 1; ; n += 1) if (!used.has(`${start}-${n}`)) return `${start}-${n}`;
}

export function addState(process: RecordProcess, kind: ProcessState['kind']): Step {
  const id = freshId('state', process.states);
  const words = { open: '新しい状態', approval: '決裁', end: '終わり' }[kind];
  const route = process.routes.at(-1);
  const state: ProcessState = {
    id,
    title: { ja: words },
    kind,
    editable: [],
    assign: [],
    effects: [],
    ...(kind === 'approval'
      ? { approval: { routes: route ? [route.id] : [], decided: '', sentBack: '', dropped: '' } }
      : {}),
  };
  return {
    process: { ...process, states: [...process.states, state] },
    words: `状態「${words}」を加えました。`,
    picked: { kind: 'state', id },
  };
}

export function setState(
  process: RecordProcess,
  id: string,
  next: ProcessState,
  words: string,
  merge?: string,
): Step {
  return {
    process: { ...process, states: process.states.map((one) => (one.id === id ? next : one)) },
    words,
    ...(merge === undefined ? {} : { merge }),
  };
}

/** The acts that led to it alone or began in it alone go with it; what else named it says so until it is mended. */
export function removeState(process: RecordProcess, id: string): Step {
  const title = titleOf(process.states, id);
  return {
    process: {
      ...process,
      states: process.states.filter((one) => one.id !== id),
      acts: process.acts
        .filter((one) => one.to !== id)
        .map((one) => ({ ...one, from: one.from.filter((from) => from !== id) }))
        .filter((one) => one.from.length > 0),
    },
    words: `状態「${title}」を消しました。`,
    picked: null,
  };
}

/** Records begin in the first. */
export function beginWith(process: RecordProcess, id: string): Step {
  const state = process.states.find((one) => one.id === id);
  if (state === undefined) return { process, words: '' };
  return {
    process: { ...process, states: [state, ...process.states.filter((one) => one !== state)] },
    words: `記録は「${state.title.ja}」から始まります。`,
  };
}

export function addAct(process: RecordProcess, from: string, to: string): Step {
  const id = freshId('act', process.acts);
  const [start, end] = [titleOf(process.states, from), titleOf(process.states, to)];
  const target = process.states.find((one) => one.id === to);
  const title = target?.kind === 'approval' ? '起案する' : `${end}にする`;
  const act: ProcessAct = {
    id,
    title: { ja: title },
    from: [from],
    to,
    who: target?.kind === 'approval' ? [{ drafter: true }] : [],
    require: [],
    note: 'optional',
    effects: [],
  };
  return {
    process: { ...process, acts: [...process.acts, act] },
    words: `「${start}」から「${end}」への操作を加えました。`,
    picked: { kind: 'act', id },
  };
}

export function setAct(
  process: RecordProcess,
  id: string,
  next: ProcessAct,
  words: string,
  merge?: string,
): Step {
  return {
    process: { ...process, acts: process.acts.map((one) => (one.id === id ? next : one)) },
    words,
    ...(merge === undefined ? {} : { merge }),
  };
}

export function removeAct(process: RecordProcess, id: string): Step {
  return {
    process: { ...process, acts: process.acts.filter((one) => one.id !== id) },
    words: `操作「${titleOf(process.acts, id)}」を消しました。`,
    picked: null,
  };
}

export function addRoute(process: RecordProcess): Step {
  const id = freshId('route', process.routes);
  const route: Route = {
    id,
    title: { ja: `経路${process.routes.length + 1}` },
    delegated: false,
    steps: [freshStep([], 'decide')],
  };
  return {
    process: { ...process, routes: [...process.routes, route] },
    words: `${route.title.ja}を加えました。`,
    picked: { kind: 'route', id },
  };
}

export function setRoute(
  process: RecordProcess,
  id: string,
  next: Route,
  words: string,
  merge?: string,
): Step {
  return {
    process: { ...process, routes: process.routes.map((one) => (one.id === id ? next : one)) },
    words,
    ...(merge === undefined ? {} : { merge }),
  };
}

export function removeRoute(process: RecordProcess, id: string): Step {
  return {
    process: {
      ...process,
      routes: process.routes.filter((one) => one.id !== id),
      states: process.states.map((one) =>
        one.approval === undefined
          ? one
          : {
              ...one,
              approval: { ...one.approval, routes: one.approval.routes.filter((route) => route !== id) },
            },
      ),
    },
    words: `経路「${titleOf(process.routes, id)}」を消しました。`,
    picked: null,
  };
}

export const stepWords: Readonly<Record<RouteStep['kind'], string>> = {
  approve: '承認',
  consult: '合議',
  decide: '決裁',
  inform: '供覧',
};

export function freshStep(steps: readonly RouteStep[], kind: RouteStep['kind']): RouteStep {
  return {
    id: freshId('step', steps),
    title: { ja: stepWords[kind] },
    kind,
    seats: [],
    needs: 'all',
  };
}

/** A new step stands before the deciding one, which stays the last; what is for information comes after it. */
export function withStep(route: Route, kind: RouteStep['kind']): Route {
  const decides = route.steps.findIndex((one) => one.kind === 'decide');
  const at = kind === 'inform' || decides === -1 ? route.steps.length : decides;
  return {
    ...route,
    steps: [...route.steps.slice(0, at), freshStep(route.steps, kind), ...route.steps.slice(at)],
  };
}

export function moved<T>(all: readonly T[], index: number, by: -1 | 1): T[] {
  const to = index + by;
  if (to < 0 || to >= all.length) return [...all];
  const next = [...all];
  [next[index], next[to]] = [next[to]!, next[index]!];
  return next;
}

export function titleOf(all: readonly { id: string; title: { ja: string } }[], id: string): string {
  return all.find((one) => one.id === id)?.title.ja ?? '';
}

/** Everybody that a process names, for looking the names up. */
export function seatsOf(process: RecordProcess): Seat[] {
  const ofDeadline = (one?: Deadline) => one?.escalate ?? [];
  const ofEffects = (all: ProcessState['effects']) =>
    all.flatMap((one) => (one.kind === 'notify' ? one.who : []));
  return [
    ...process.states.flatMap((one) => [
      ...one.assign,
      ...ofDeadline(one.deadline),
      ...ofEffects(one.effects),
    ]),
    ...process.acts.flatMap((one) => [...one.who, ...ofEffects(one.effects)]),
    ...process.routes.flatMap((one) =>
      one.steps.flatMap((step) => [...step.seats, ...ofDeadline(step.deadline)]),
    ),
    ...process.keepers,
  ];
}
