/**
 * The part of the registry that the script of residents' pages goes without: what only staff meet (people, offices, other
 * apps, what a record knows about itself), formatted text, signatures, and what needs a map.
 */

import { annotatedPhotoContract } from './annotated-photo/contract.ts';
import { areaContract } from './area/contract.ts';
import { autoNumberContract } from './auto-number/contract.ts';
import type { FieldContract } from './contract.ts';
import { departmentContract } from './department/contract.ts';
import { groupContract } from './group/contract.ts';
import { lookupContract } from './lookup/contract.ts';
import { mapPointContract } from './map-point/contract.ts';
import { referenceContract } from './reference/contract.ts';
import { relatedContract } from './related/contract.ts';
import { richTextContract } from './rich-text/contract.ts';
import { signatureContract } from './signature/contract.ts';
import {
  assigneeContract,
  createdAtContract,
  createdByContract,
  statusContract,
  updatedAtContract,
  updatedByContract,
} from './system/contract.ts';
import { userContract } from './user/contract.ts';

const any = <V, O>(contract: FieldContract<V, O>): FieldContract => contract as unknown as FieldContract;

const whole = () => ({
  'rich-text': any(richTextContract),
  signature: any(signatureContract),
  'annotated-photo': any(annotatedPhotoContract),
  'map-point': any(mapPointContract),
  area: any(areaContract),
  user: any(userContract),
  department: any(departmentContract),
  group: any(groupContract),
  reference: any(referenceContract),
  related: any(relatedContract),
  lookup: any(lookupContract),
  'auto-number': any(autoNumberContract),
  status: any(statusContract),
  assignee: any(assigneeContract),
  'created-by': any(createdByContract),
  'created-at': any(createdAtContract),
  'updated-by': any(updatedByContract),
  'updated-at': any(updatedAtContract),
});

/** Shown as the server drew it, and never read. */
const left: FieldContract = {
  readOnly: true,
  classification: 'internal',
  missing: 'required.enter',
  parse: (_typed, _name, _field, context) => ({ value: context.previous ?? null, issues: [] }),
  validate: () => [],
  toTyped: () => ({}),
  print: () => '',
  formulaType: 'text',
  toFormula: (value) => value,
};

/** Small: the script of residents' pages is built with `RESIDENTS`, and leaves these types to the server. */
const small = (): ReturnType<typeof whole> =>
  Object.fromEntries(
    (
      'rich-text signature map-point area user department group reference related lookup auto-number ' +
      'status assignee created-by created-at updated-by updated-at'
    )
      .split(' ')
      .map((type) => [type, left]),
  ) as ReturnType<typeof whole>;

export const workContracts = /* @__PURE__ */ (import.meta.env?.RESIDENTS === true ? small : whole)();
