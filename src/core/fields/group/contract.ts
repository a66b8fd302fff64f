/** 職員グループ: groups of staff by id; ended ones stay readable. */
import type { FieldContract } from '../contract.ts';
import { makePickContract, type PickOptions } from '../pick/contract.ts';

export type GroupOptions = PickOptions;

export const groupContract: FieldContract<string | string[], GroupOptions> = /* @__PURE__ */ makePickContract(
  {
    id: /^[a-z0-9]+(?:-[a-z0-9]+){0,20}$/,
    pointsTo: () => 'groups',
    nameOf: (names, id) => names?.groups?.[id],
  },
);
