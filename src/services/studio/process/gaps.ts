/** What keeps a process from being one, seen from itself alone; the words stand beside what they are about. Pure. */
import type { Effect, RecordProcess } from '#core/definitions';
import type { Deadline, Picked } from './model.ts';

export interface Said {
  path: string;
  message: string;
  level?: 'error' | 'warning';
}

const whom = 'だれかを選んでください。';
const named = '名前を書いてください。';

export function gapsIn(process: RecordProcess): Said[] {
  const gaps: Said[] = [];
  const say = (path: string, message: string) => void gaps.push({ path: `work.process.${path}`, message });
  const ids = new Set(process.states.map((one) => one.id));
  const state = (path: string, id: string) => {
    if (!ids.has(id)) say(path, 'どの状態へ進むかを選んでください。');
  };
  const text = (path: string, value: string) => {
    if (value.trim() === '') say(`${path}.title`, named);
  };
  const when = (path: string, value: string | undefined) => {
    if (value?.trim() === '') say(`${path}.when`, '条件を最後まで入れるか、「いつでも」を選んでください。');
  };
  const effects = (path: string, all: readonly Effect[]) => {
    for (const [at, one] of all.entries()) {
      const place = `${path}.effects[${at}]`;
      if (one.kind === 'notify' && one.who.length === 0) say(`${place}.who`, whom);
      if (one.kind === 'set' && (one.field === '' || one.to.trim() === ''))
        say(place, 'どの項目に何を入れるかを決めてください。');
      if (one.kind === 'create' && one.app === '') say(place, 'どの業務アプリに作るかを選んでください。');
      if (one.kind === 'update' && (one.record === '' || Object.keys(one.values).length === 0))
        say(place, 'どの参照の先の、どの項目に入れるかを選んでください。');
      if (one.kind === 'issue' && one.template === '') say(place, 'どの様式で作るかを選んでください。');
    }
  };
  const deadline = (path: string, one: Deadline | undefined) => {
    if (one !== undefined && !(one.days >= 1 && one.days <= 365))
      say(`${path}.deadline`, '日数を1から365で書いてください。');
  };
  if (process.states.length === 0) say('states', '状態がありません。');
  for (const [at, one] of process.states.entries()) {
    const path = `states[${at}]`;
    text(path, one.title.ja);
    effects(path, one.effects);
    deadline(path, one.deadline);
    if (one.kind !== 'approval') continue;
    if ((one.approval?.routes ?? []).length === 0) say(`${path}.approval.routes`, '経路を選んでください。');
    for (const end of ['decided', 'sentBack', 'dropped'] as const)
      state(`${path}.approval.${end}`, one.approval?.[end] ?? '');
  }
  for (const [at, one] of process.acts.entries()) {
    const path = `acts[${at}]`;
    text(path, one.title.ja);
    if (one.from.length === 0) say(`${path}.from`, 'どの状態でできるかを選んでください。');
    state(`${path}.to`, one.to);
    if (one.who.length === 0) say(`${path}.who`, 'だれができるかを選んでください。');
    when(path, one.when);
    effects(path, one.effects);
  }
  for (const [at, one] of process.routes.entries()) {
    const path = `routes[${at}]`;
    text(path, one.title.ja);
    when(path, one.when);
    if (one.steps.length === 0) say(`${path}.steps`, '段階がありません。');
    for (const [n, step] of one.steps.entries()) {
      const place = `${path}.steps[${n}]`;
      text(place, step.title.ja);
      if (step.seats.length === 0) say(`${place}.seats`, whom);
      when(place, step.when);
      deadline(place, step.deadline);
    }
  }
  return gaps;
}

/** What a path of the definition is about. */
export function pickOf(path: string, process: RecordProcess): Picked | null {
  const found = /^work\.process\.(states|acts|routes|keepers)(?:\[(\d+)\])?/.exec(path);
  if (found === null) return null;
  const [, part, at] = found;
  if (part === 'keepers') return { kind: 'keepers' };
  const list = process[part as 'states' | 'acts' | 'routes'];
  const id = at === undefined ? undefined : list[Number(at)]?.id;
  return id === undefined
    ? null
    : { kind: { states: 'state', acts: 'act', routes: 'route' }[part!] as 'state', id };
}

/** Of the server and of the browser: where both speak of one place, the browser's plain words stay. */
export function joined(gaps: readonly Said[], told: readonly Said[]): Said[] {
  const near = (path: string) =>
    gaps.some(
      (one) => path === one.path || path.startsWith(`${one.path}.`) || path.startsWith(`${one.path}[`),
    );
  return [...gaps, ...told.filter((one) => !near(one.path))];
}
