/** What the parts of the checker know of each other. */
import { isPlainDate } from '#kernel/dates';
import type { Expr } from './expr.ts';
import type { Scope, Type } from './types.ts';

export interface Checking {
  /** Conditions that decide whether the present part counts: a division guarded by them is not doubtful. */
  guards: string[];
  /** How many conditions per item are open. */
  nesting: number;
  type(expr: Expr, scope: Scope): Type | undefined;
  problem(expr: Expr, message: string): undefined;
  /** The type two values share: empty fits all, and a literal "2024-04-01" is a date beside dates. */
  alike(left: Expr, a: Type, right: Expr, b: Type): Type | undefined;
  /** Warns where a divisor may be zero, unless an enclosing condition looks at it. */
  divisor(expr: Expr, divisor: Expr, scope: Scope): void;
  /** Refuses what cannot be read as text. */
  printable(expr: Expr, type: Type | undefined, scope: Scope): void;
  /** Whether one more condition per item may be opened inside this one. */
  canNest(expr: Expr): boolean;
}

/** Whether an expression is a text that names a day. */
export function isDateLiteral(expr: Expr): boolean {
  return expr.kind === 'text' && isPlainDate(expr.text);
}
