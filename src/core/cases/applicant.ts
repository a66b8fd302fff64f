/** Who applies, from the answers, by the fields the app names. */
import type { App } from '#core/definitions';
import { contracts, type Field, type Json, printAnswer } from '#core/fields';
import { bigrams, normaliseForSearch } from '#kernel/text';

export interface Applicant {
  name: string;
  /** One line. */
  address: string;
  birthDate: string | null;
  mail: string | null;
  /** Bigrams of normalised name and receipt number, for the inbox's search. */
  terms: string[];
}

export function applicantOf(app: App, answers: Record<string, unknown>, receiptNumber: string): Applicant {
  const printed = (code: string | undefined) => {
    const field = fieldByCode(app, code);
    return field === null ? '' : printAnswer(field, (answers[String(field.id)] ?? null) as Json, 'ja');
  };
  const raw = (code: string | undefined) => {
    const field = fieldByCode(app, code);
    const value = field === null ? null : answers[String(field.id)];
    return typeof value === 'string' ? value : null;
  };
  const name = plainText(fieldByCode(app, app.applicant?.name), answers);
  return {
    name,
    address: printed(app.applicant?.address),
    birthDate: raw(app.applicant?.birthDate),
    mail: raw(app.applicant?.mail),
    terms: [...new Set([...termsOf(name, true), ...termsOf(receiptNumber, true)])],
  };
}

/**
 * Terms of a search: bigrams without spaces and hyphens, so that 「吉田由美」 finds 𠮷田　由美 and a number is found however it is grouped.
 * `singles` adds single characters: for what is searched, not for the question.
 */
export function termsOf(text: string, singles = false): string[] {
  return bigrams(normaliseForSearch(text).replace(/[\s-]/g, ''), { singles });
}

export function fieldByCode(app: App, code: string | undefined): Field | null {
  return code === undefined
    ? null
    : ((app.fields.find((field) => field.code === code) as Field | undefined) ?? null);
}

/** One answer without what is only for reading aloud: a name without its kana, a date as ISO. '' when empty. */
export function plainText(field: Field | null, answers: Record<string, unknown>): string {
  const value = (field === null ? null : (answers[String(field.id)] ?? null)) as Json;
  if (field === null || value === null || field.classification === 'sealed') return '';
  const plain = contracts[field.type].toFormula(value as never, field as never);
  return typeof plain === 'string' ? plain : printAnswer(field, value, 'ja');
}
