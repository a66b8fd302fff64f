/** A made-up record on which the conditions of a process are tried: nobody's data. Pure. */
import type { App } from '#core/definitions';
import {
  type Answers,
  contracts,
  type DefinedField,
  type Field,
  type FieldType,
  type Json,
  printAnswer,
} from '#core/fields';
import { type FormContext, prepareForm, recordEnv, recordScope, submittedAnswers } from '#core/forms';
import { compile, readFormula, references } from '#kernel/formula';
import { exampleAnswers } from '../designer/examples.ts';

/** By field id, as somebody typed it. */
export type TrialTyped = Readonly<Record<string, string>>;

/** Examples, with what was typed instead, and everything that is worked out from them. */
export function trialAnswers(
  body: App,
  fields: readonly Field[],
  typed: TrialTyped,
  context: FormContext,
): Answers {
  const answers: Answers = { ...exampleAnswers(body.fields as readonly DefinedField[], context) };
  for (const field of fields) {
    const text = typed[String(field.id)];
    if (text !== undefined) answers[String(field.id)] = answerOf(field, text, context);
  }
  try {
    return { ...answers, ...submittedAnswers(prepareForm(body), answers, context) };
  } catch {
    // A form that cannot be worked out yet says so elsewhere.
    return answers;
  }
}

/** Null: nothing was typed, or nothing that this field takes. */
function answerOf(field: Field, text: string, context: FormContext): Json {
  const name = `f${field.id}`;
  const read = contracts[field.type].parse({ [name]: [text] }, name, field, context);
  return read.issues.length === 0 ? read.value : null;
}

/** The fields whose values decide a condition; null: it is none, or not yet. */
export function usedIn(when: string | undefined, fields: readonly Field[]): Field[] | null {
  if (when === undefined || when.trim() === '') return null;
  const { expr, type } = readFormula(when, recordScope(fields));
  if (expr === undefined || type?.kind !== 'boolean') return null;
  const ids = references(expr);
  return fields.filter((one) => ids.has(String(one.id)));
}

/** Whether the record is one of those meant; null while the condition cannot be read. */
export function meets(
  when: string,
  fields: readonly Field[],
  answers: Answers,
  context: FormContext,
): boolean | null {
  const { expr } = readFormula(when, recordScope(fields));
  if (expr === undefined) return null;
  return compile(expr)(recordEnv(fields, answers, { today: context.today, now: context.now })) === true;
}

export type TrialControl =
  | { kind: 'text'; value: string; numeric: boolean }
  | { kind: 'date'; value: string }
  | { kind: 'choice'; value: string; choices: { value: string; label: string }[] }
  /** Given by others, or worked out. */
  | { kind: 'shown'; text: string };

const typable: readonly FieldType[] = ['text', 'long-text', 'number', 'money', 'date', 'yes-no', 'choice'];

/** How a value of the trial is changed. */
export function controlOf(field: Field, answers: Answers, typed: TrialTyped): TrialControl {
  const value = answers[String(field.id)] ?? null;
  if (!typable.includes(field.type))
    return { kind: 'shown', text: printAnswer(field, value, 'ja') || '（空）' };
  const name = `f${field.id}`;
  const text =
    typed[String(field.id)] ??
    (value === null
      ? ''
      : (contracts[field.type].toTyped(value as never, name, field as never)[name]?.[0] ?? ''));
  if (field.type === 'yes-no')
    return {
      kind: 'choice',
      value: text,
      choices: [true, false].map((one) => ({
        value: one ? 'yes' : 'no',
        label: printAnswer(field, one, 'ja'),
      })),
    };
  if (field.type === 'choice') {
    const choices = (field.options.choices ?? []) as { value: string; label: { ja: string } }[];
    return {
      kind: 'choice',
      value: text,
      choices: choices.map((one) => ({ value: one.value, label: one.label.ja })),
    };
  }
  if (field.type === 'date') return { kind: 'date', value: text };
  return { kind: 'text', value: text, numeric: field.type === 'number' || field.type === 'money' };
}
