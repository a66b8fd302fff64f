/** 所属: departments by code. Closed ones stay readable, with a mark in the name that comes with the reader. */
import type { FieldContract } from '../contract.ts';
import { makePickContract, type PickOptions } from '../pick/contract.ts';
import { oneOrList } from '../user/contract.ts';

export type DepartmentOptions = PickOptions & {
  /** Only this department and those below it; absent: all that are open today. */
  below?: string;
  /** What a new record starts with: the department of whoever adds it. */
  initial?: 'mine';
};

export const departmentContract: FieldContract<string | string[], DepartmentOptions> =
  /* @__PURE__ */ makePickContract({
    id: /^[0-9A-Z-]{2,16}$/,
    pointsTo: () => 'departments',
    nameOf: (names, id) => names?.departments?.[id],
    initial: ({ options }, me) => (options.initial === 'mine' ? oneOrList(me.department, options) : null),
  });
