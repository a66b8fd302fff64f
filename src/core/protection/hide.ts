/** Takes what shows where somebody lives out of answers, documents and pages. Pure. */
import type { App } from '#core/definitions';
import {
  type Answers,
  completeFields,
  type DefinedField,
  type Field,
  type FieldType,
  type Json,
  type Line,
  printAnswer,
  reachingTypes,
} from '#core/fields';
import { type Address, formatAddress } from '#kernel/address';

/** What stands in place of something hidden in a document. */
export const omitted = '（省略）';

/** Says neither where somebody is nor with whom: the only answers a page shows of a protected case. */
const harmless: FieldType[] = [
  'person-name',
  'birth-date',
  'yes-no',
  'consent',
  'money',
  'number',
  'formula',
  'time',
  'date-time',
  'status',
  'created-at',
  'updated-at',
];

/** Never in a document unless an officer said so. */
export const hiddenOnPaper = (type: FieldType): boolean => reachingTypes.includes(type);
export const hiddenOnPage = (type: FieldType): boolean => !harmless.includes(type);

/** Every way the reaching answers may be written elsewhere: in a note, a letter, a calculated field. */
export function secretsOf(app: App, answers: Answers, known: readonly string[] = []): string[] {
  const found = new Set<string>(known);
  collect(completeFields(app.fields as DefinedField[]), answers, found);
  return [...found].filter((text) => text.length > 3).sort((a, b) => b.length - a.length);
}

function collect(fields: readonly Field[], answers: Answers, found: Set<string>): void {
  for (const field of fields) {
    const value = answers[String(field.id)] ?? null;
    if (value === null) continue;
    if (field.fields !== undefined) {
      for (const line of value as unknown as Line[]) collect(field.fields, line.values, found);
    } else if (hiddenOnPaper(field.type)) {
      found.add(printAnswer(field, value, 'ja'));
      // A number is written with hyphens and without.
      if (field.type === 'phone' && typeof value === 'string')
        for (const text of [value, value.replace(/\D/g, '')]) found.add(text);
      if (field.type === 'address') for (const text of writtenForms(value)) found.add(text);
    }
  }
}

function writtenForms(value: Json): string[] {
  const address = value as unknown as Address & {
    postCode?: string;
    block?: string;
    town?: string;
    katagaki?: string;
  };
  return [
    formatAddress(address),
    formatAddress(address, { withoutKatagaki: true }),
    `${address.town ?? ''}${address.block ?? ''}`,
    address.katagaki ?? '',
  ];
}

/** Replaces every occurrence of a secret in every text of a plain value. */
export function withoutSecrets<T>(value: T, secrets: readonly string[]): T {
  if (typeof value === 'string')
    return secrets.reduce<string>((text, secret) => text.split(secret).join(omitted), value) as T;
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, secrets)) as T;
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, withoutSecrets(one, secrets)]),
    ) as T;
  return value;
}
