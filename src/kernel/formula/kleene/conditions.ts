/** Conditions and choices with unknowns: what is settled either way is not unknown. */
import type { Value } from '../value.ts';
import type { KleeneFrame, KleeneOf, KleenePart } from './frame.ts';
import { both, type Needs } from './needs.ts';
import { perhaps, union } from './possible.ts';
import { type Abstract, type Open, Unknown } from './unknown.ts';

/** Whether a condition is true: empty counts as false, an unknown that may be true is itself. */
export function truth(value: Abstract): boolean | Unknown {
  if (value === true) return true;
  if (!(value instanceof Unknown)) return false;
  if (value.among === null) return value.from === null ? value : false;
  return (value.among as readonly Value[]).includes(true) ? value : false;
}

export const worked = (args: readonly KleenePart[], index: number, frame: KleeneFrame): Abstract =>
  args[index]?.(frame) ?? null;

/** AND (`settles` false) and OR (`settles` true): one argument settles it, whatever the others are. */
const chain =
  (settles: boolean): KleeneOf =>
  (args, frame) => {
    let needs: Needs | null = null;
    let open = false;
    for (const arg of args) {
      const held = truth(arg(frame));
      if (held === settles) return settles;
      if (held instanceof Unknown) {
        open = true;
        needs = both(needs, held.needs);
      }
    }
    return open ? perhaps(needs) : !settles;
  };

/** The first value whose condition holds; while a condition is unknown, one of several. */
class Choice {
  private readonly found: Abstract[] = [];
  private needs: Needs | null = null;

  /** One of the possible ones, the condition being unknown. */
  maybe(value: Abstract, condition: Open | null): void {
    this.found.push(value);
    this.needs = both(this.needs, condition?.needs ?? null);
  }

  last(value: Abstract): Abstract {
    return this.found.length === 0 ? value : union([...this.found, value], this.needs);
  }
}

export const conditionFunctions = {
  IF: (args, frame) => {
    const held = truth(worked(args, 0, frame));
    if (!(held instanceof Unknown)) return worked(args, held ? 1 : 2, frame);
    return union([worked(args, 1, frame), worked(args, 2, frame)], held.needs);
  },
  IFS: (args, frame) => {
    const choice = new Choice();
    let at = 0;
    for (; at + 1 < args.length; at += 2) {
      const held = truth(worked(args, at, frame));
      if (held === true) return choice.last(worked(args, at + 1, frame));
      if (held instanceof Unknown) choice.maybe(worked(args, at + 1, frame), held);
    }
    return choice.last(worked(args, at, frame));
  },
  AND: chain(false),
  OR: chain(true),
  NOT: (args, frame) => {
    const held = truth(worked(args, 0, frame));
    return held instanceof Unknown ? perhaps(held.needs) : !held;
  },
  COALESCE: (args, frame) => {
    const choice = new Choice();
    for (const arg of args) {
      const value = arg(frame);
      if (value === null) continue;
      if (!(value instanceof Unknown) || !value.empty) return choice.last(value);
      choice.maybe(notEmpty(value), value);
    }
    return choice.last(null);
  },
} satisfies Record<string, KleeneOf>;

/** The unknown where it is not empty. */
function notEmpty({ among, from, to, needs }: Unknown): Abstract {
  if (among === null) return new Unknown(null, from, to, false, needs);
  const values = among.filter((each) => each !== null);
  return values.length === 1 ? (values[0] as Value) : new Unknown(values, null, null, false, needs);
}
