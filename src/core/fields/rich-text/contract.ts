/** 書式つき文章: typed with a few marks, kept as a tree of allowed parts, shown as elements. Formulas see the plain text. */
import { normaliseTyped } from '#kernel/text';
import type { FieldContract } from '../contract.ts';
import { warnIndividualNumber } from '../individual-number/warn.ts';
import { issue } from '../messages.ts';
import { characterIssues, lengthIssues, readText } from '../read-text.ts';
import { readMarks, writeMarks } from './marks.ts';
import { isRichText, type RichText, richTextOf } from './model.ts';

export type RichTextOptions = { maxLength: number; rows: number };

/** What typing these marks gives; null for a text of nothing but marks. */
export function readRichText(marks: string): RichText | null {
  // Twice: where something without content stood first, what follows is at the beginning now and loses its indent.
  const first = readMarks(normaliseTyped(marks));
  const blocks = readMarks(normaliseTyped(writeMarks(first)));
  return blocks.length === 0 ? null : richTextOf(blocks);
}

export const richTextContract: FieldContract<RichText, RichTextOptions> = {
  // People are named in such texts, whatever the field is called.
  classification: 'personal',
  missing: 'required.enter',
  parse(typed, name, _field, context) {
    const value = readRichText(readText(typed, name));
    return { value, issues: [], notice: warnIndividualNumber(value?.text ?? null, context) };
  },
  /** Trees may come from anybody: only those that could have been typed are taken, so nothing else is ever shown. */
  validate(value, field, context) {
    if (!isRichText(value)) return [issue('richText.invalid', context)];
    const again = readRichText(writeMarks(value.blocks));
    if (again === null || JSON.stringify(inOrder(again)) !== JSON.stringify(inOrder(value)))
      return [issue('richText.invalid', context)];
    const characters = characterIssues(value.text, context);
    if (characters.length > 0) return characters;
    return lengthIssues(value.text, undefined, field.options.maxLength ?? 10_000, context);
  },
  toTyped: (value, name) => ({ [name]: [writeMarks(value.blocks)] }),
  print: (value) => value.text,
  formulaType: 'text',
  toFormula: (value) => (value.text === '' ? null : value.text),
};

/** The database gives keys back in its own order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, inOrder(part)]),
  );
}
