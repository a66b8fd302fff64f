/** Works a formula out by walking its tree. For a formula used often, `compile` it once. */
import { decimal } from '#kernel/decimal';
import { type Expr, joinedParts } from './expr.ts';
import { type Frame, fieldValue, joined, memberValues, negated, operations, runIn } from './frame.ts';
import { type Env, type Output, printed, text, type Value } from './value.ts';
import { valueFunctions } from './value-functions.ts';

/** The value of a formula. Never throws for a tree of this language: what cannot be worked out is empty. */
export function evaluate(expr: Expr, env: Env): Output {
  return runIn((frame) => walk(expr, frame), env);
}

/** Whether a condition is true here; empty is not. */
export function holds(expr: Expr, env: Env): boolean {
  return evaluate(expr, env) === true;
}

function walk(expr: Expr, frame: Frame): Value {
  switch (expr.kind) {
    case 'number':
      return decimal(expr.number);
    case 'text':
      return text(expr.text);
    case 'boolean':
      return expr.boolean;
    case 'ref':
      return fieldValue(frame, expr.ref, expr.type, expr.up ?? 0);
    case 'member':
      return memberValues(walk(expr.of, frame), expr.member, expr.type, frame);
    case 'negate':
      return negated(walk(expr.of, frame));
    case 'binary':
      frame.run.left--;
      if (expr.op === '&') return joined(joinedParts(expr).map((part) => printed(walk(part, frame))));
      return operations[expr.op](walk(expr.left, frame), walk(expr.right, frame));
    case 'call':
      frame.run.left--;
      return valueFunctions[expr.name](
        expr.args.map((arg) => (inner: Frame) => walk(arg, inner)),
        frame,
      );
  }
}
