/** 職員: staff by id. Who left or is suspended stays readable, with a mark in the name that comes with the reader. */
import type { FieldContract } from '../contract.ts';
import { makePickContract, type PickOptions, uuidPattern } from '../pick/contract.ts';

export type UserOptions = PickOptions & {
  /** Whom one may choose; absent: everybody who holds a post today. */
  from?: { departments?: string[]; groups?: string[] };
  /** What a new record starts with: whoever adds it. */
  initial?: 'me';
};

export const userContract: FieldContract<string | string[], UserOptions> = /* @__PURE__ */ makePickContract({
  id: uuidPattern,
  pointsTo: () => 'staff',
  nameOf: (names, id) => names?.staff?.[id],
  initial: ({ options }, me) => (options.initial === 'me' ? oneOrList(me.staffId, options) : null),
});

/** One value as the field keeps it. */
export function oneOrList(id: string | null, options: PickOptions): string | string[] | null {
  return id === null ? null : options.multiple === true ? [id] : id;
}
