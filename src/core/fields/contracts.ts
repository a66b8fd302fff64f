/** The registry of contracts: a type without one does not compile. */

import { addressContract } from './address/contract.ts';
import { bankAccountContract } from './bank-account/contract.ts';
import { birthDateContract } from './birth-date/contract.ts';
import { choiceContract } from './choice/contract.ts';
import { codeScanContract } from './code-scan/contract.ts';
import { consentContract } from './consent/contract.ts';
import type { FieldContract, FormulaType } from './contract.ts';
import { workContracts } from './contracts-work.ts';
import { corporateNumberContract } from './corporate-number/contract.ts';
import { dateContract } from './date/contract.ts';
import { dateTimeContract } from './date-time/contract.ts';
import { fileContract } from './file/contract.ts';
import { formulaContract } from './formula/contract.ts';
import { makeHouseholdMembersContract } from './household-members/contract.ts';
import { individualNumberContract } from './individual-number/contract.ts';
import { makeLinesContract } from './lines/contract.ts';
import { linkContract } from './link/contract.ts';
import { longTextContract } from './long-text/contract.ts';
import { mailContract } from './mail/contract.ts';
import type { Field, FieldType } from './model.ts';
import { moneyContract } from './money/contract.ts';
import { multipleChoiceContract } from './multiple-choice/contract.ts';
import { numberContract } from './number/contract.ts';
import { personNameContract } from './person-name/contract.ts';
import { phoneContract } from './phone/contract.ts';
import { photoContract } from './photo/contract.ts';
import { scoreChoiceContract } from './score-choice/contract.ts';
import { textContract } from './text/contract.ts';
import { timeContract } from './time/contract.ts';
import { yesNoContract } from './yes-no/contract.ts';

/** Forgets the value's own type: callers of the registry hold Json that this contract's parse or schema made. */
const any = <V, O>(contract: FieldContract<V, O>): FieldContract => contract as unknown as FieldContract;

const contractOf = (type: FieldType): FieldContract => contracts[type];

export const contracts: Readonly<Record<FieldType, FieldContract>> = {
  text: any(textContract),
  'long-text': any(longTextContract),
  number: any(numberContract),
  money: any(moneyContract),
  date: any(dateContract),
  choice: any(choiceContract),
  'multiple-choice': any(multipleChoiceContract),
  'yes-no': any(yesNoContract),
  'person-name': any(personNameContract),
  'birth-date': any(birthDateContract),
  address: any(addressContract),
  phone: any(phoneContract),
  mail: any(mailContract),
  'household-members': any(makeHouseholdMembersContract(contractOf)),
  'bank-account': any(bankAccountContract),
  'individual-number': any(individualNumberContract),
  file: any(fileContract),
  photo: any(photoContract),
  consent: any(consentContract),
  formula: any(formulaContract),
  lines: any(makeLinesContract(contractOf)),
  ...workContracts,
  time: any(timeContract),
  'date-time': any(dateTimeContract),
  link: any(linkContract),
  'corporate-number': any(corporateNumberContract),
  'score-choice': any(scoreChoiceContract),
  'code-scan': any(codeScanContract),
};

/** Whether fields of this type are shown only; see `FieldContract.readOnly`. */
export const isReadOnly = (type: FieldType): boolean => contracts[type].readOnly === true;

/** Stored as the form works it out, whatever was answered. */
export const isWorkedOut = (type: FieldType): boolean => type === 'formula' || type === 'area';

/** How formulas see a field of this type with these options; null when they may not. */
export function formulaTypeOf(field: Pick<Field, 'type' | 'options'>): FormulaType | null {
  const contract = contracts[field.type];
  return contract.formulaTypeOf?.(field) ?? contract.formulaType;
}
