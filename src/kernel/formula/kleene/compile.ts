/** Formulas as closures over what is known: a value where it is settled, an unknown where it is not. */
import { decimal } from '#kernel/decimal';
import { type Expr, joinedParts } from '../expr.ts';
import { joined, negated, operations } from '../frame.ts';
import { type Output, output, printed, text, type Value } from '../value.ts';
import { calculated, needsOf, negatedIn, tried } from './arithmetic.ts';
import { compared, isOrdering, sameTree } from './compare.ts';
import { truth } from './conditions.ts';
import { begin, ended, fieldIn, type KleenePart, membersIn } from './frame.ts';
import { kleeneFunctions } from './functions.ts';
import { anything } from './possible.ts';
import type { KleeneEnv } from './row.ts';
import { type Abstract, Open, Several, Unknown } from './unknown.ts';

/** Makes a formula ready: its value for every completion of the unknowns, or an `Unknown` with what is known of it. */
export function compileKleene(expr: Expr): (env: KleeneEnv) => Output | Unknown {
  const part = prepared(expr);
  return (env) => {
    const frame = begin(env, null);
    return given(ended(part(frame), frame.run));
  };
}

/** Makes a condition ready: true, false (empty too), or perhaps. */
export function kleeneTruth(expr: Expr): (env: KleeneEnv) => boolean | 'perhaps' {
  const part = prepared(expr);
  return (env) => {
    const frame = begin(env, null);
    const held = truth(ended(part(frame), frame.run));
    return held instanceof Unknown ? 'perhaps' : held;
  };
}

/** The result as JSON carries it, or what is not known of it. */
export function given(value: Abstract): Output | Unknown {
  if (value instanceof Several) return anything(true, value.needs);
  return value instanceof Unknown ? value : output(value as Value);
}

const made = new WeakMap<Expr, KleenePart>();

/** The closures of a tree, made once. */
export function prepared(expr: Expr): KleenePart {
  let part = made.get(expr);
  if (part === undefined) {
    part = ready(expr);
    made.set(expr, part);
  }
  return part;
}

function ready(expr: Expr): KleenePart {
  switch (expr.kind) {
    case 'number': {
      const value = decimal(expr.number);
      return () => value;
    }
    case 'text': {
      const value = text(expr.text);
      return () => value;
    }
    case 'boolean': {
      const value = expr.boolean;
      return () => value;
    }
    case 'ref': {
      const { ref, type, up = 0 } = expr;
      return (frame) => fieldIn(frame, ref, type, up);
    }
    case 'member': {
      const { member, type } = expr;
      const of = ready(expr.of);
      return (frame) => membersIn(of(frame), member, type, frame);
    }
    case 'negate': {
      const of = ready(expr.of);
      return (frame) => {
        const value = of(frame);
        return value instanceof Open ? negatedIn(value) : negated(value as Value);
      };
    }
    case 'binary':
      return expr.op === '&' ? joining(joinedParts(expr).map(ready)) : binary(expr);
    case 'call': {
      const work = kleeneFunctions[expr.name];
      const args = expr.args.map(ready);
      return (frame) => {
        frame.run.left--;
        return work(args, frame);
      };
    }
  }
}

function binary(expr: Expr & { kind: 'binary' }): KleenePart {
  const op = expr.op as Exclude<typeof expr.op, '&'>;
  const operation = operations[op];
  const left = ready(expr.left);
  const right = ready(expr.right);
  if (op === '=' || op === '<>' || isOrdering(op)) {
    const alike = sameTree(expr.left, expr.right);
    return (frame) => {
      frame.run.left--;
      const a = left(frame);
      const b = right(frame);
      if (a instanceof Open || b instanceof Open) return compared(op, a, b, alike);
      return operation(a as Value, b as Value);
    };
  }
  return (frame) => {
    frame.run.left--;
    const a = left(frame);
    const b = right(frame);
    return a instanceof Open || b instanceof Open ? calculated(op, a, b) : operation(a as Value, b as Value);
  };
}

const join = (values: readonly Value[]): Value => joined(values.map(printed));

function joining(parts: readonly KleenePart[]): KleenePart {
  return (frame) => {
    frame.run.left--;
    const values = parts.map((part) => part(frame));
    if (!values.some((value) => value instanceof Open)) return join(values as Value[]);
    const needs = needsOf(values);
    return tried(values, join, needs) ?? anything(true, needs);
  };
}
