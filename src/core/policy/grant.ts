/** What is allowed: always, never, or where a formula about the record holds. Pure. */
import type { Expr } from '#kernel/formula';

export type Grant = boolean | Expr;

/** Allowed where one of them allows. */
export function anyOf(grants: readonly Grant[]): Grant {
  return joined('OR', true, grants);
}

/** Allowed where all of them allow. */
export function allOf(grants: readonly Grant[]): Grant {
  return joined('AND', false, grants);
}

/** `settles` settles the whole; its opposite adds nothing. */
function joined(name: 'OR' | 'AND', settles: boolean, grants: readonly Grant[]): Grant {
  if (grants.includes(settles)) return settles;
  const open = distinct(grants.filter((one): one is Expr => typeof one !== 'boolean'));
  const [first] = open;
  if (first === undefined) return !settles;
  return open.length === 1 ? first : { kind: 'call', name, args: open };
}

/** Rules repeat each other when several bring the same person to the same records. */
function distinct(all: Expr[]): Expr[] {
  if (all.length < 2) return all;
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
