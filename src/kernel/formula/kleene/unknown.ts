/** What is not known, and what is known of it all the same: the values it may have, or between which it lies. */
import { type Decimal, decimal } from '#kernel/decimal';
import type { FieldType } from '../types.ts';
import type { Value } from '../value.ts';
import { both, type Needs } from './needs.ts';

/** A value that is not known (`Unknown`) or a list of which not all is known (`Several`). */
export abstract class Open {
  readonly needs: Needs | null;

  constructor(needs: Needs | null) {
    this.needs = needs;
  }
}

/**
 * One unknown value. Stands in a row where a field is not known, and is what a formula gives where it is undecided:
 * such a result may stand in another formula's row.
 */
export class Unknown extends Open {
  /** All it may be, empty included; null where they are too many to name. */
  readonly among: readonly unknown[] | null;
  /** The least and the greatest it may be where it is not empty, both included: numbers, days, dates and times. */
  readonly from: unknown;
  readonly to: unknown;
  /** Whether it may be empty. */
  readonly empty: boolean;
  /** As it was read last: the same unknown is read by thousands of rules, always as the same type. */
  read: { type: FieldType; as: Abstract } | null = null;

  constructor(
    among: readonly unknown[] | null,
    from: unknown,
    to: unknown,
    empty: boolean,
    needs: Needs | null,
  ) {
    super(needs);
    this.among = among;
    this.from = from;
    this.to = to;
    this.empty = empty;
  }
}

/** A list of which not all is known. Values of a field, or items of a collection. */
export class Several extends Open {
  readonly items: readonly (Value | Unknown | KleeneRow)[];
  /** Whether each is certainly in the list; null when all are. */
  readonly sure: readonly boolean[] | null;
  /** Whether there may be further ones, anywhere in the list. */
  readonly more: boolean;
  /** What each further one is like: of a collection a row, of a list of values what they may be. */
  readonly other: KleeneRow | Value | Unknown;

  /** `needs`: what decides which are in the list. */
  constructor(
    items: Several['items'],
    sure: Several['sure'],
    more: boolean,
    other: Several['other'],
    needs: Needs | null,
  ) {
    super(needs);
    this.items = items;
    this.sure = sure;
    this.more = more;
    this.other = other;
  }
}

/** A list of which some is known: there may be further items. */
export interface Incomplete<T = unknown> {
  items: readonly T[];
  complete: false;
  /** What is known of each further item; nothing when absent. */
  other?: T;
}

/** One item of a collection, or the record itself. What a Row of the value evaluator gives, it may give as well. */
export interface KleeneRow {
  /** What a Row gives; `Unknown`; of a multiple choice also `{ items, complete: false }`. */
  get(id: string): unknown;
  items(id: string): readonly KleeneRow[] | Unknown | Incomplete<KleeneRow>;
  /** The item's own name in its collection, for the trace; its place when absent. */
  key?: string | undefined;
}

export function isIncomplete(raw: unknown): raw is Incomplete {
  return typeof raw === 'object' && raw !== null && (raw as Partial<Incomplete>).complete === false;
}

/** What a part of a formula gives. Lists without unknowns are plain, so that nothing is slower where all is known. */
export type Abstract = Value | readonly KleeneRow[] | Unknown | Several;

/** Of which nothing is known. It may turn out to be empty. */
export const UNKNOWN = new Unknown(null, null, null, true, null);

/** What is known of a value that is not known. */
export interface Hint {
  /** All it may be, as answers carry it; with `null` where it may be empty. Of a multiple choice: what may be chosen. */
  among?: readonly unknown[];
  /** The least it may be: a number, a day, a date and time. */
  from?: unknown;
  to?: unknown;
  /** Whether it may be empty: no where a set or a range is given, else yes. */
  empty?: boolean;
}

/** An unknown with what is known of it: `unknown({ among: ['moveIn', 'birth'] })`, `unknown({ from: '2026-03-01', to: '2026-03-31' })`. */
export function unknown(hint: Hint = {}): Unknown {
  const { among = null, from = null, to = null } = hint;
  const narrowed = among !== null || from !== null || to !== null;
  return new Unknown(among, from, to, hint.empty ?? !narrowed, null);
}

export const isUnknown = (value: unknown): value is Unknown => value instanceof Unknown;

/** Whether nothing at all is known of it. */
export const isBlankUnknown = (value: Unknown): boolean =>
  value.among === null && value.from === null && value.to === null && value.empty;

/** The same unknown, depending on that as well. */
export function needing<T extends Abstract>(value: T, needs: Needs | null): T {
  if (needs === null || !(value instanceof Open)) return value;
  const all = both(value.needs, needs);
  if (value instanceof Several)
    return new Several(value.items, value.sure, value.more, value.other, all) as Abstract as T;
  const { among, from, to, empty } = value as Unknown;
  return new Unknown(among, from, to, empty, all) as Abstract as T;
}

/** The bounds of numbers and of the calendar: what is not empty lies between them. */
export const widest = {
  number: [
    decimal(`-${'9'.repeat(28)}.${'9'.repeat(10)}`) as Decimal,
    decimal(`${'9'.repeat(28)}.${'9'.repeat(10)}`) as Decimal,
  ],
  date: ['0001-01-01', '9999-12-31'],
  datetime: ['0001-01-01T00:00:00', '9999-12-31T23:59:59'],
} as const;

/** Some text. */
export const filled = new Unknown(null, null, null, false, null);

/** The greatest number there is. */
export const highest = widest.number[1];
