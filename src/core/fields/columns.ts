/** The registry of columns: a type without one does not compile. */

import { addressColumn } from './address/column.ts';
import { annotatedPhotoColumn } from './annotated-photo/column.ts';
import { areaColumn } from './area/column.ts';
import { autoNumberColumn } from './auto-number/column.ts';
import { bankAccountColumn } from './bank-account/column.ts';
import { birthDateColumn } from './birth-date/column.ts';
import { choiceColumn } from './choice/column.ts';
import { codeScanColumn } from './code-scan/column.ts';
import type { FieldColumn } from './column.ts';
import { consentColumn } from './consent/column.ts';
import { corporateNumberColumn } from './corporate-number/column.ts';
import { dateColumn, unknownDateColumn } from './date/column.ts';
import { dateTimeColumn } from './date-time/column.ts';
import { departmentColumn } from './department/column.ts';
import { fileColumn } from './file/column.ts';
import { formulaColumn, formulaColumnOf } from './formula/column.ts';
import type { FormulaOptions } from './formula/contract.ts';
import { groupColumn } from './group/column.ts';
import { householdMembersColumn } from './household-members/column.ts';
import { individualNumberColumn } from './individual-number/column.ts';
import { linesColumn } from './lines/column.ts';
import { linkColumn } from './link/column.ts';
import { longTextColumn } from './long-text/column.ts';
import { lookupColumn } from './lookup/column.ts';
import { mailColumn } from './mail/column.ts';
import { mapPointColumn } from './map-point/column.ts';
import type { Field, FieldType } from './model.ts';
import { moneyColumn } from './money/column.ts';
import { multipleChoiceColumn } from './multiple-choice/column.ts';
import { numberColumn } from './number/column.ts';
import { personNameColumn } from './person-name/column.ts';
import { phoneColumn } from './phone/column.ts';
import { photoColumn } from './photo/column.ts';
import { referenceColumn } from './reference/column.ts';
import { relatedColumn } from './related/column.ts';
import { richTextColumn } from './rich-text/column.ts';
import { scoreChoiceColumn } from './score-choice/column.ts';
import { signatureColumn } from './signature/column.ts';
import {
  assigneeColumn,
  createdAtColumn,
  createdByColumn,
  statusColumn,
  updatedAtColumn,
  updatedByColumn,
} from './system/column.ts';
import { textColumn } from './text/column.ts';
import { timeColumn } from './time/column.ts';
import { userColumn } from './user/column.ts';
import { yesNoColumn } from './yes-no/column.ts';

export const columns: Readonly<Record<FieldType, FieldColumn>> = {
  text: textColumn,
  'long-text': longTextColumn,
  number: numberColumn,
  money: moneyColumn,
  date: dateColumn,
  choice: choiceColumn,
  'multiple-choice': multipleChoiceColumn,
  'yes-no': yesNoColumn,
  'person-name': personNameColumn,
  'birth-date': birthDateColumn,
  address: addressColumn,
  phone: phoneColumn,
  mail: mailColumn,
  'household-members': householdMembersColumn,
  'bank-account': bankAccountColumn,
  'individual-number': individualNumberColumn,
  file: fileColumn,
  photo: photoColumn,
  consent: consentColumn,
  formula: formulaColumn,
  lines: linesColumn,
  time: timeColumn,
  'date-time': dateTimeColumn,
  link: linkColumn,
  'corporate-number': corporateNumberColumn,
  user: userColumn,
  department: departmentColumn,
  group: groupColumn,
  reference: referenceColumn,
  related: relatedColumn,
  lookup: lookupColumn,
  'auto-number': autoNumberColumn,
  status: statusColumn,
  assignee: assigneeColumn,
  'created-by': createdByColumn,
  'created-at': createdAtColumn,
  'updated-by': updatedByColumn,
  'updated-at': updatedAtColumn,
  'score-choice': scoreChoiceColumn,
  'code-scan': codeScanColumn,
  'rich-text': richTextColumn,
  signature: signatureColumn,
  'annotated-photo': annotatedPhotoColumn,
  'map-point': mapPointColumn,
  area: areaColumn,
};

/** The column of one field: its type's, unless options or a sealed classification ask for another. */
export function columnOf(field: Pick<Field, 'type' | 'options' | 'classification'>): FieldColumn {
  const column = columns[field.type];
  if (column.sqlType === null || column.system !== undefined) return column;
  if (field.classification === 'sealed') return columns['individual-number'];
  if (column.several !== undefined && field.options.multiple === true) return column.several;
  if (field.type === 'formula') return formulaColumnOf((field.options as Partial<FormulaOptions>).result);
  const unknown = field.type === 'date' && (field.options.allowUnknown ?? 'none') !== 'none';
  return unknown ? unknownDateColumn : column;
}
