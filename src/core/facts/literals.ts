/** What formulas compare with: only there can the answer to a question make a difference. */
import type { Expr } from '#kernel/formula';

export interface Literals {
  texts: Set<string>;
  numbers: Set<number>;
  dates: Set<string>;
}

export const noLiterals = (): Literals => ({ texts: new Set(), numbers: new Set(), dates: new Set() });

export function collectLiterals(expr: Expr, into: Literals): void {
  walk(expr, (node) => {
    if (node.kind === 'number') into.numbers.add(Number(node.number));
    else if (node.kind === 'text' && /^\d{4}-\d{2}-\d{2}$/.test(node.text)) into.dates.add(node.text);
    else if (node.kind === 'text') into.texts.add(node.text);
    else if (node.kind === 'call' && node.name === 'DATE' && node.args.every((one) => one.kind === 'number'))
      into.dates.add(
        node.args
          .map((one, at) => (one as { number: string }).number.padStart(at === 0 ? 4 : 2, '0'))
          .join('-'),
      );
  });
}

/** Whether a formula names this field itself. */
export function mentions(expr: Expr, field: string): boolean {
  let found = false;
  walk(expr, (node) => {
    if (node.kind === 'ref' && node.ref === field) found = true;
  });
  return found;
}

/** The numbers a field is compared with, in order, where that is all that happens to it; else undefined. */
export function cutsOf(expr: Expr, field: string): number[] | undefined {
  let named = 0;
  let compared = 0;
  const cuts = new Set<number>();
  const isField = (node: Expr) => node.kind === 'ref' && node.ref === field;
  walk(expr, (node) => {
    if (isField(node) || (node.kind === 'member' && node.member === field)) named++;
    if (node.kind !== 'binary' || !comparisons.has(node.op)) return;
    for (const [one, other] of [
      [node.left, node.right],
      [node.right, node.left],
    ] as const) {
      if (!isField(one) || other.kind !== 'number') continue;
      compared++;
      cuts.add(Number(other.number));
    }
  });
  return named === compared ? [...cuts].sort((a, b) => a - b) : undefined;
}

const comparisons: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

function walk(expr: Expr, visit: (node: Expr) => void): void {
  const open = [expr];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    visit(node);
    if (node.kind === 'member' || node.kind === 'negate') open.push(node.of);
    else if (node.kind === 'binary') open.push(node.left, node.right);
    else if (node.kind === 'call') open.push(...node.args);
  }
}
