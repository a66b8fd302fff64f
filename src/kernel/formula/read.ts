/** From text to a checked tree in one step: what builders and pack loaders call. */
import { check } from './check.ts';
import type { Expr } from './expr.ts';
import { type FormulaIssue, hasErrors } from './issues.ts';
import { parse } from './parse.ts';
import { resolve } from './resolve.ts';
import type { Scope, Type } from './types.ts';

export interface Read {
  /** Absent when there are errors. */
  expr?: Expr;
  type?: Type;
  /** Errors and warnings in the order of the text. */
  issues: FormulaIssue[];
}

/** Reads, resolves and checks a formula. `expr` is there exactly when no issue is an error. */
export function readFormula(text: string, scope: Scope): Read {
  const syntax = parse(text);
  if (!syntax.ok) return { issues: syntax.error };
  const resolved = resolve(syntax.value, scope);
  if (!resolved.ok) return { issues: resolved.error };
  const { type, issues } = check(resolved.value.expr, scope, resolved.value.spans);
  return hasErrors(issues) ? { issues } : { expr: resolved.value.expr, type, issues };
}

/**
 * The tree of a text that was checked before (at publish): a third of the code of `readFormula`, for residents' pages.
 * Null where the text cannot be read in this scope.
 */
export function loadFormula(text: string, scope: Scope): Expr | null {
  const syntax = parse(text);
  const resolved = syntax.ok ? resolve(syntax.value, scope) : syntax;
  return resolved.ok ? resolved.value.expr : null;
}
