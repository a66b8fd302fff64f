/** Matching in time linear in the text, whatever the pattern: a Thompson machine, not the engine's RegExp. */
import { type CharSet, type Pattern, readPattern } from './pattern.ts';
import { longerThan } from './value.ts';

type State =
  | { kind: 'chars'; set: CharSet; next: number }
  | { kind: 'split'; next: number; other: number }
  | { kind: 'end' };

/** A pattern made ready for matching. */
export interface Machine {
  states: readonly State[];
  start: number;
}

/** Texts longer than this match nothing. */
const longest = 10_000;

/** Builds the machine of a pattern, from its end to its start. */
export function machineOf(pattern: Pattern): Machine {
  const states: State[] = [{ kind: 'end' }];
  const add = (state: State) => states.push(state) - 1;
  const build = (part: Pattern, next: number): number => {
    switch (part.kind) {
      case 'chars':
        return add({ kind: 'chars', set: part.set, next });
      case 'sequence':
        return part.parts.reduceRight((after, each) => build(each, after), next);
      case 'choice':
        return part.parts
          .map((each) => build(each, next))
          .reduceRight((other, each) => add({ kind: 'split', next: each, other }));
      case 'repeat': {
        let after = next;
        if (part.max === Number.POSITIVE_INFINITY) {
          const loop: State & { kind: 'split' } = { kind: 'split', next: 0, other: next };
          after = add(loop);
          loop.next = build(part.of, after);
        } else {
          for (let i = part.min; i < part.max; i++) {
            after = add({ kind: 'split', next: build(part.of, after), other: next });
          }
        }
        for (let i = 0; i < part.min; i++) after = build(part.of, after);
        return after;
      }
    }
  };
  const start = build(pattern, 0);
  return { states, start };
}

/** Whether the whole text matches. */
export function matches(machine: Machine, text: string): boolean {
  if (longerThan(text, longest)) return false;
  const { states } = machine;
  const seen = new Int32Array(states.length).fill(-1);
  let step = 0;
  let now: number[] = [];
  const reach = (from: number, into: number[]) => {
    const open = [from];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen[at] === step) continue;
      seen[at] = step;
      const state = states[at] as State;
      if (state.kind === 'split') open.push(state.other, state.next);
      else into.push(at);
    }
  };
  reach(machine.start, now);
  for (const char of text) {
    if (now.length === 0) return false;
    step++;
    const code = char.codePointAt(0) ?? 0;
    const then: number[] = [];
    for (const at of now) {
      const state = states[at] as State;
      if (state.kind === 'chars' && has(state.set, code)) reach(state.next, then);
    }
    now = then;
  }
  return now.some((at) => states[at]?.kind === 'end');
}

function has(set: CharSet, code: number): boolean {
  for (const [from, to] of set.ranges) if (code >= from && code <= to) return !set.negated;
  return set.negated;
}

const cache = new Map<string, Machine | null>();

/** The machine of a pattern text, kept between calls; null when it is no pattern. */
export function machineFor(text: string): Machine | null {
  let machine = cache.get(text);
  if (machine === undefined) {
    const pattern = readPattern(text);
    machine = pattern.ok ? machineOf(pattern.value) : null;
    if (cache.size >= 200) cache.clear();
    cache.set(text, machine);
  }
  return machine;
}
