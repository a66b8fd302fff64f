/** Which fields a formula uses. */
import type { Expr } from './expr.ts';
import { isPerItem } from './resolve.ts';

/**
 * The fields a formula uses, as paths: `12` a field of the record, `12.34` the field 34 of the items of 12 (12 itself
 * is then named too). `base` is the path of the collection whose lines the formula belongs to, if any.
 */
export function references(expr: Expr, base?: string): ReadonlySet<string> {
  const found = new Set<string>(base === undefined ? [] : [base]);
  collect(expr, base === undefined ? [''] : [`${base}.`, ''], found);
  return found;
}

/** `levels[n]` is what stands before an id said `n` scopes further out; undefined where the items' origin is unknown. */
function collect(expr: Expr, levels: readonly (string | undefined)[], found: Set<string>): void {
  switch (expr.kind) {
    case 'ref':
    case 'member': {
      const path = pathOf(expr, levels);
      if (path !== undefined) found.add(path);
      if (expr.kind === 'member') collect(expr.of, levels, found);
      return;
    }
    case 'negate':
      collect(expr.of, levels, found);
      return;
    case 'binary':
      collect(expr.left, levels, found);
      collect(expr.right, levels, found);
      return;
    case 'call': {
      const [first] = expr.args;
      const origin = first === undefined ? undefined : pathOf(first, levels);
      const inner = [origin === undefined ? undefined : `${origin}.`, ...levels];
      for (const [index, arg] of expr.args.entries()) {
        collect(arg, isPerItem(expr.name, index) ? inner : levels, found);
      }
    }
  }
}

function pathOf(expr: Expr, levels: readonly (string | undefined)[]): string | undefined {
  if (expr.kind === 'ref') {
    const before = levels[expr.up ?? 0];
    return before === undefined ? undefined : before + expr.ref;
  }
  if (expr.kind === 'member') {
    const of = pathOf(expr.of, levels);
    return of === undefined ? undefined : `${of}.${expr.member}`;
  }
  return expr.kind === 'call' && expr.name === 'FILTER' && expr.args[0] !== undefined
    ? pathOf(expr.args[0], levels)
    : undefined;
}
