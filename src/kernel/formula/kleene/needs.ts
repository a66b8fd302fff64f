/** What an unknown result still depends on: grows with the result, shared between results, and read only when asked for. */

/** A field of the record or of an item; for a collection that is not wholly known, the collection itself. */
export interface Fact {
  /** Id of the field. */
  field: string;
  /** The item whose field it is, such as `10/a`: the collection's id and the item's key or place. Absent: of the record. */
  item?: string;
}

/** One fact, or those of two results. */
export type Needs = Fact | { left: Needs; right: Needs };

/** What both depend on. */
export function both(left: Needs | null, right: Needs | null): Needs | null {
  if (left === null || left === right) return right;
  return right === null ? left : { left, right };
}

/** A fact's name among all of an evaluation. */
export const keyOf = (fact: Fact): string => `${fact.item ?? ''}\n${fact.field}`;

/** The facts, each once, in the order in which they were met. */
export function factsOf(needs: Needs | null): Fact[] {
  const found = new Map<string, Fact>();
  const passed = new Set<Needs>();
  const open = needs === null ? [] : [needs];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (passed.has(next)) continue;
    passed.add(next);
    if ('field' in next) found.set(keyOf(next), next);
    else open.push(next.right, next.left);
  }
  return [...found.values()];
}
