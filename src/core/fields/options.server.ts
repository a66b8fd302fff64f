/** The registry of option schemas: a type without one does not compile. */

import type { z } from 'zod';
import { addressOptions } from './address/options.server.ts';
import { areaOptions } from './area/options.server.ts';
import { autoNumberOptions } from './auto-number/options.server.ts';
import { bankAccountOptions } from './bank-account/options.server.ts';
import { birthDateOptions } from './birth-date/options.server.ts';
import { choiceOptions } from './choice/options.server.ts';
import { codeScanOptions } from './code-scan/options.server.ts';
import { consentOptions } from './consent/options.server.ts';
import { corporateNumberOptions } from './corporate-number/options.server.ts';
import { dateOptions } from './date/options.server.ts';
import { dateTimeOptions } from './date-time/options.server.ts';
import { departmentOptions } from './department/options.server.ts';
import { fileOptions } from './file/options.server.ts';
import { formulaOptions } from './formula/options.server.ts';
import { groupOptions } from './group/options.server.ts';
import { householdMembersOptions } from './household-members/options.server.ts';
import { individualNumberOptions } from './individual-number/options.server.ts';
import { linesOptions } from './lines/options.server.ts';
import { linkOptions } from './link/options.server.ts';
import { longTextOptions } from './long-text/options.server.ts';
import { lookupOptions } from './lookup/options.server.ts';
import { mailOptions } from './mail/options.server.ts';
import { mapPointOptions } from './map-point/options.server.ts';
import type { FieldType } from './model.ts';
import { moneyOptions } from './money/options.server.ts';
import { multipleChoiceOptions } from './multiple-choice/options.server.ts';
import { numberOptions } from './number/options.server.ts';
import { personNameOptions } from './person-name/options.server.ts';
import { phoneOptions } from './phone/options.server.ts';
import { photoOptions } from './photo/options.server.ts';
import { referenceOptions } from './reference/options.server.ts';
import { relatedOptions } from './related/options.server.ts';
import { richTextOptions } from './rich-text/options.server.ts';
import { scoreChoiceOptions } from './score-choice/options.server.ts';
import { signatureOptions } from './signature/options.server.ts';
import { systemOptions } from './system/options.server.ts';
import { textOptions } from './text/options.server.ts';
import { timeOptions } from './time/options.server.ts';
import { userOptions } from './user/options.server.ts';
import { yesNoOptions } from './yes-no/options.server.ts';

export const optionSchemas = {
  text: textOptions,
  'long-text': longTextOptions,
  number: numberOptions,
  money: moneyOptions,
  date: dateOptions,
  choice: choiceOptions,
  'multiple-choice': multipleChoiceOptions,
  'yes-no': yesNoOptions,
  'person-name': personNameOptions,
  'birth-date': birthDateOptions,
  address: addressOptions,
  phone: phoneOptions,
  mail: mailOptions,
  'household-members': householdMembersOptions,
  'bank-account': bankAccountOptions,
  'individual-number': individualNumberOptions,
  file: fileOptions,
  photo: photoOptions,
  consent: consentOptions,
  formula: formulaOptions,
  lines: linesOptions,
  time: timeOptions,
  'date-time': dateTimeOptions,
  link: linkOptions,
  'corporate-number': corporateNumberOptions,
  user: userOptions,
  department: departmentOptions,
  group: groupOptions,
  reference: referenceOptions,
  related: relatedOptions,
  lookup: lookupOptions,
  'auto-number': autoNumberOptions,
  status: systemOptions,
  assignee: systemOptions,
  'created-by': systemOptions,
  'created-at': systemOptions,
  'updated-by': systemOptions,
  'updated-at': systemOptions,
  'score-choice': scoreChoiceOptions,
  'code-scan': codeScanOptions,
  'rich-text': richTextOptions,
  signature: signatureOptions,
  'annotated-photo': photoOptions,
  'map-point': mapPointOptions,
  area: areaOptions,
} satisfies Record<FieldType, z.ZodObject>;
