/** Where a part of a formula is worked out, and how fields and items are read there. */
import { limits } from '../expr.ts';
import type { Run } from '../frame.ts';
import type { FieldType } from '../types.ts';
import { type Actor, isList, isRow, localDateTime, readValue, type Value } from '../value.ts';
import { Laying } from './laying.ts';
import type { Needs } from './needs.ts';
import { readIncomplete, readUnknown } from './read.ts';
import { blankRow, type KleeneEnv } from './row.ts';
import {
  type Abstract,
  type Incomplete,
  isIncomplete,
  type KleeneRow,
  needing,
  Open,
  Several,
  UNKNOWN,
  Unknown,
} from './unknown.ts';

/** Looks on while fields are read: for the trace only. */
export interface Watch {
  /** What is taken for a field. */
  field(row: KleeneRow, id: string, raw: unknown): unknown;
  /** What is taken for a collection. */
  list(row: KleeneRow, id: string, raw: ReturnType<KleeneRow['items']>): ReturnType<KleeneRow['items']>;
  /** What a result depends on that comes from this field. */
  needs(row: KleeneRow, id: string): Needs | null;
}

/** One evaluation. */
export class KleeneRun implements Run {
  readonly today: string;
  readonly actor: Actor | undefined;
  readonly watch: Watch | null;
  left: number = limits.steps;
  /** Whether anything unknown was met: only then is an evaluation beyond its bounds unknown, not empty. */
  met = false;
  private readonly moment: string;

  constructor(env: KleeneEnv, watch: Watch | null) {
    this.today = env.today;
    this.moment = env.now;
    this.actor = env.actor;
    this.watch = watch;
  }

  /** Read where asked for: few rules know the hour. */
  get now(): string | null {
    return localDateTime(this.moment);
  }
}

/** The row whose fields are in scope, and those around it. */
export interface KleeneFrame {
  row: KleeneRow;
  outer: KleeneFrame | undefined;
  run: KleeneRun;
}

/** A part of a formula, made ready. */
export type KleenePart = (frame: KleeneFrame) => Abstract;

/** How a function gets its value, or what is known of it. */
export type KleeneOf = (args: readonly KleenePart[], frame: KleeneFrame) => Abstract;

/** Begins an evaluation. */
export function begin(env: KleeneEnv, watch: Watch | null): KleeneFrame {
  const run = new KleeneRun(env, watch);
  const outer = env.outer === undefined ? undefined : { row: env.outer, outer: undefined, run };
  return { row: env, outer, run };
}

/** The result of an evaluation, or what takes its place beyond the bounds. */
export function ended(value: Abstract, run: KleeneRun): Abstract {
  return run.left >= 0 ? value : run.met ? UNKNOWN : null;
}

/** Values of texts as they were read last: thousands of rules read the same few answers. */
const readBefore = {
  number: new Map<string, Value>(),
  date: new Map<string, Value>(),
  datetime: new Map<string, Value>(),
};

function readAgain(type: FieldType, raw: unknown): Value {
  if (typeof raw !== 'string' || (type !== 'number' && type !== 'date' && type !== 'datetime'))
    return readValue(type, raw);
  const kept = readBefore[type];
  let value = kept.get(raw);
  if (value === undefined) {
    value = readValue(type, raw);
    if (kept.size >= 1000) kept.clear();
    kept.set(raw, value);
  }
  return value;
}

function valueIn(run: KleeneRun, row: KleeneRow, id: string, type: FieldType): Abstract {
  const given = row.get(id);
  const raw = run.watch === null ? given : run.watch.field(row, id, given);
  if (typeof raw !== 'object' || raw === null) return readAgain(type, raw);
  const open =
    raw instanceof Unknown
      ? readUnknown(raw, type)
      : isIncomplete(raw)
        ? readIncomplete(raw, type)
        : undefined;
  if (open === undefined) return readValue(type, raw);
  run.met = true;
  return run.watch === null ? open : needing(open, run.watch.needs(row, id));
}

function itemsIn(run: KleeneRun, row: KleeneRow, id: string): Abstract {
  const given = row.items(id);
  const raw = run.watch === null ? given : run.watch.list(row, id, given);
  if (Array.isArray(raw)) return raw as readonly KleeneRow[];
  run.met = true;
  const known = isIncomplete(raw) ? (raw as Incomplete<KleeneRow>) : undefined;
  const needs = run.watch === null ? null : run.watch.needs(row, id);
  return new Several(known?.items ?? [], null, true, known?.other ?? blankRow, needs);
}

/** The value of a field, `up` frames further out. */
export function fieldIn(frame: KleeneFrame, id: string, type: FieldType, up: number): Abstract {
  frame.run.left--;
  let at: KleeneFrame | undefined = frame;
  for (let level = 0; at !== undefined && level < up; level++) at = at.outer;
  if (at === undefined) return type === 'collection' || type === 'multi' ? [] : null;
  return type === 'collection' ? itemsIn(frame.run, at.row, id) : valueIn(frame.run, at.row, id, type);
}

/** A list as one of which not all is known. */
export const severalOf = (value: Abstract): Several =>
  value instanceof Several
    ? value
    : value instanceof Unknown
      ? new Several([], null, true, blankRow, value.needs)
      : new Several(isList(value as Value) ? (value as readonly Value[]) : [], null, false, null, null);

/** Visits the known items while there is work left; `visit` says true to stop. Whether it did. */
export function eachItem(
  rows: Abstract,
  frame: KleeneFrame,
  visit: (inner: KleeneFrame, row: KleeneRow, sure: boolean) => unknown,
): boolean {
  const { run } = frame;
  const items = rows instanceof Several ? rows.items : rows;
  if (!Array.isArray(items)) return false;
  const sure = rows instanceof Several ? rows.sure : null;
  for (let index = 0; index < items.length; index++) {
    const row: unknown = items[index];
    if (!isRow(row) || --run.left < 0) return false;
    const inner = { row: row as KleeneRow, outer: frame, run };
    if (visit(inner, row as KleeneRow, sure === null || sure[index] === true) === true) return true;
  }
  return false;
}

/** The frame of an item that may be there beside the known ones; undefined where there is none. */
export function otherItem(rows: Abstract, frame: KleeneFrame): KleeneFrame | undefined {
  if (!(rows instanceof Open)) return undefined;
  const { more, other } = severalOf(rows);
  if (!more) return undefined;
  frame.run.left--;
  return { row: isRow(other) ? (other as KleeneRow) : blankRow, outer: frame, run: frame.run };
}

/** What decides which items are in a list. */
export const needsOfList = (rows: Abstract): Needs | null => (rows instanceof Open ? rows.needs : null);

/** The values of a field of each item, in their order; lists within lists are laid end to end. */
export function membersIn(rows: Abstract, id: string, type: FieldType, frame: KleeneFrame): Abstract {
  const { run } = frame;
  const list = new Laying();
  const needs = needsOfList(rows);
  const get = (row: KleeneRow) =>
    type === 'collection' ? itemsIn(run, row, id) : valueIn(run, row, id, type);
  eachItem(rows, frame, (_inner, row, sure) => list.put(get(row), sure, needs));
  const further = otherItem(rows, frame);
  if (further !== undefined) list.further(get(further.row), needs);
  return list.done();
}
