/** Members of a household: lines whose fields, unless a pack names its own, are the ones every register asks. */
import type { FieldContract } from '../contract.ts';
import { type ContractOf, type LinesOptions, type LinesValue, makeLinesContract } from '../lines/contract.ts';

export const memberParts = ['name', 'relationship', 'birthDate', 'occupation', 'school'] as const;
export type MemberPart = (typeof memberParts)[number];

export type HouseholdMembersOptions = LinesOptions & {
  /** Standard fields put before the pack's own; absent: name, relationship and birth date when the pack names no fields. */
  standard?: MemberPart[];
};

export function makeHouseholdMembersContract(
  contractOf: ContractOf,
): FieldContract<LinesValue, HouseholdMembersOptions> {
  return { ...makeLinesContract(contractOf), classification: 'personal' };
}
