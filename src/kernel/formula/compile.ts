/** Formulas as closures: for forms that ask the same ones after every key stroke. */
import { decimal } from '#kernel/decimal';
import { type Expr, joinedParts } from './expr.ts';
import { fieldValue, joined, memberValues, negated, operations, type Part, runIn } from './frame.ts';
import { type Env, type Output, printed, text } from './value.ts';
import { valueFunctions } from './value-functions.ts';

/** A formula made ready; gives what `evaluate` gives. */
export type Compiled = (env: Env) => Output;

/** Makes a formula ready to be worked out many times. */
export function compile(expr: Expr): Compiled {
  const part = ready(expr);
  return (env) => runIn(part, env);
}

function ready(expr: Expr): Part {
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
      return (frame) => fieldValue(frame, ref, type, up);
    }
    case 'member': {
      const { member, type } = expr;
      const of = ready(expr.of);
      return (frame) => memberValues(of(frame), member, type, frame);
    }
    case 'negate': {
      const of = ready(expr.of);
      return (frame) => negated(of(frame));
    }
    case 'binary': {
      if (expr.op === '&') {
        const parts = joinedParts(expr).map(ready);
        return (frame) => {
          frame.run.left--;
          return joined(parts.map((part) => printed(part(frame))));
        };
      }
      const operation = operations[expr.op];
      const left = ready(expr.left);
      const right = ready(expr.right);
      return (frame) => {
        frame.run.left--;
        return operation(left(frame), right(frame));
      };
    }
    case 'call': {
      const work = valueFunctions[expr.name];
      const args = expr.args.map(ready);
      return (frame) => {
        frame.run.left--;
        return work(args, frame);
      };
    }
  }
}
