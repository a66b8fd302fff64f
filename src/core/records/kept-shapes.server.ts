/** Shapes in memory, as long as none of the municipality has changed: its counter is read with the epoch of the definitions. */
import { seenEpoch } from '#core/definitions.server';
import type { Tx } from '#platform/db.server';
import type { CurrentShape } from './model.ts';

interface Kept {
  shapes: string;
  byApp: Map<string, CurrentShape>;
}
const kept = new Map<string, Kept>();

/** Transactions that change shapes themselves: the counter rises when they end, so nothing kept is true for them. */
const changing = new WeakSet<Tx>();

export function shapesChange(tx: Tx): void {
  changing.add(tx);
}

/**
 * The shape as the transaction's epoch has it; `read` where that is not known. Whoever writes by it carries the shape's epoch and
 * reads the shape itself when it was stale.
 */
export async function keptShape(
  tx: Tx,
  appId: string,
  read: () => Promise<CurrentShape | null>,
): Promise<CurrentShape | null> {
  const seen = changing.has(tx) ? undefined : seenEpoch(tx);
  if (seen?.municipality === undefined) return read();
  const { shapes } = seen;
  let here = kept.get(seen.municipality);
  // Another one, not only a higher one: a restore takes the counter back.
  if (here?.shapes !== shapes) {
    here = { shapes, byApp: new Map() };
    kept.set(seen.municipality, here);
  }
  const known = here.byApp.get(appId);
  if (known !== undefined) return known;
  const found = await read();
  if (found !== null) here.byApp.set(appId, frozen(found));
  return found;
}

/** All requests share it. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
