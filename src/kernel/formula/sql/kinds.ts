/** The kind of a part that uses no field, without a scope: what the checker found is not stored with the tree. */
import type { Expr } from '../expr.ts';
import { paramAt, signatures } from '../signatures.ts';
import type { Scalar } from '../types.ts';

export type Kind = Scalar | 'blank' | 'list';

export function kindOf(expr: Expr): Kind {
  switch (expr.kind) {
    case 'number':
    case 'boolean':
      return expr.kind;
    case 'text':
      return expr.text === '' ? 'blank' : 'text';
    case 'negate':
      return 'number';
    case 'binary':
      if (expr.op === '&') return 'text';
      return '+-*/'.includes(expr.op) ? 'number' : 'boolean';
    case 'call':
      return kindOfCall(expr);
    default:
      return 'blank';
  }
}

function kindOfCall({ name, args }: Expr & { kind: 'call' }): Kind {
  const { returns } = signatures[name];
  if (returns === 'texts') return 'list';
  if (returns === 'collection') return 'blank';
  if (returns !== 'same') return returns;
  const kinds = new Set<Kind>();
  for (const [index, arg] of args.entries()) {
    const type = paramAt(signatures[name], index, args.length)?.type;
    const kind = kindOf(arg);
    if (type !== 'same' && type !== 'ordered') continue;
    // Of texts MIN and MAX take only those that name days.
    if (kind !== 'blank') kinds.add(type === 'ordered' && kind === 'text' ? 'date' : kind);
  }
  const [first = 'blank'] = kinds;
  return kinds.size === 2 && kinds.has('date') && kinds.has('text') ? 'date' : first;
}
