/** What both ways of working out a formula (walking the tree, compiled closures) share. */
import { add, type Decimal, divide, multiply, negate, subtract } from '#kernel/decimal';
import { limits, type Operator } from './expr.ts';
import type { FieldType } from './types.ts';
import {
  type Actor,
  asNumber,
  type Env,
  equal,
  isList,
  isRow,
  localDateTime,
  longerThan,
  type Output,
  order,
  output,
  type Row,
  readValue,
  text,
  type Value,
} from './value.ts';

/** One evaluation: what it knows of time, and what work is left to it. */
export interface Run {
  today: string;
  now: string | null;
  actor: Actor | undefined;
  /** Steps that may still be done; see `limits.steps`. */
  left: number;
}

/** The row whose fields are in scope, and those around it. */
export interface Frame {
  row: Row;
  outer?: Frame;
  run: Run;
}

/** A part of a formula, made ready: walked or compiled, a function cannot tell. */
export type Part = (frame: Frame) => Value;

/** Begins an evaluation and turns its result into output; empty when the work was beyond bounds. */
export function runIn(part: Part, env: Env): Output {
  const { today, actor } = env;
  const run: Run = { today, now: localDateTime(env.now), actor, left: limits.steps };
  const outer = env.outer === undefined ? undefined : { row: env.outer, run };
  const value = part({ row: env, outer, run });
  return run.left < 0 ? null : output(value);
}

/** Visits items while there is work left; `visit` says true to stop. */
export function each(rows: Value, frame: Frame, visit: (inner: Frame, row: Row) => unknown): void {
  if (!isList(rows)) return;
  for (const row of rows) {
    if (!isRow(row) || --frame.run.left < 0) return;
    if (visit({ row, outer: frame, run: frame.run }, row) === true) return;
  }
}

/** The value of a field, `up` frames further out. */
export function fieldValue(frame: Frame, id: string, type: FieldType, up: number): Value {
  frame.run.left--;
  let at: Frame | undefined = frame;
  for (let level = 0; at !== undefined && level < up; level++) at = at.outer;
  if (at === undefined) return type === 'collection' || type === 'multi' ? [] : null;
  return type === 'collection' ? at.row.items(id) : readValue(type, at.row.get(id));
}

/** The values of a field of each item, in their order; lists within lists are laid end to end. */
export function memberValues(rows: Value, id: string, type: FieldType, frame: Frame): Value {
  const values: Value[] = [];
  each(rows, frame, (_inner, row) => {
    const value: Value = type === 'collection' ? row.items(id) : readValue(type, row.get(id));
    if (!isList(value)) values.push(value);
    else for (const one of value) values.push(one as Value);
  });
  return values;
}

export function negated(value: Value): Value {
  const number = asNumber(value);
  return number === null ? null : negate(number);
}

const arithmetic =
  (operation: (a: Decimal, b: Decimal) => Value) =>
  (left: Value, right: Value): Value => {
    const a = asNumber(left);
    const b = asNumber(right);
    return a === null || b === null ? null : operation(a, b);
  };

const comparison =
  (holds: (order: number) => boolean) =>
  (left: Value, right: Value): Value => {
    const result = order(left, right);
    return result !== null && holds(result);
  };

/** Texts beyond the limit are empty. */
export function joined(parts: readonly string[]): Value {
  let length = 0;
  for (const part of parts) length += part.length;
  // No character takes more than two units.
  if (length > limits.result * 2) return null;
  const all = parts.join('');
  return longerThan(all, limits.result) ? null : text(all);
}

/** The operators on values but `&`, which is joined by the chain: total, empty in arithmetic gives empty, comparisons are two-valued. */
export const operations: Record<Exclude<Operator, '&'>, (left: Value, right: Value) => Value> = {
  '+': arithmetic(add),
  '-': arithmetic(subtract),
  '*': arithmetic(multiply),
  '/': arithmetic(divide),
  '=': equal,
  '<>': (left, right) => !equal(left, right),
  '<': comparison((order) => order < 0),
  '<=': comparison((order) => order <= 0),
  '>': comparison((order) => order > 0),
  '>=': comparison((order) => order >= 0),
};
