/** Values of one field as values of another, for a field whose type is changed. The same in writes and in the background. Pure. */
import {
  contracts,
  type Field,
  type FieldContext,
  isReadOnly,
  isSealedValue,
  type Json,
  takesFiles,
} from '#core/fields';
import { isEmpty } from './diff.ts';
import type { ShapeConversion } from './model.ts';
import { storageOf } from './storage.ts';

export type Converted = { value: Json } | { reason: string };

const yes = new Set(['はい', '有', 'あり', '○', '〇', '1', 'true', 'yes', 'y', '済']);
const no = new Set(['いいえ', '無', 'なし', '×', '✕', '0', 'false', 'no', 'n', '未']);
const plain = new Set(['text', 'long-text', 'number', 'money', 'date', 'birth-date', 'phone', 'mail']);

/** Why values of the one can never become values of the other, or null. */
export function conversionProblem(source: Field, target: Field): string | null {
  const [from, to] = [storageOf(source), storageOf(target)];
  if (from === null || to === null) return '明細は、ほかの種類に変えられません。新しい項目を作ってください。';
  if (from.sealed !== to.sealed || from.sealed)
    return '厳重に守られた値は変換できません。新しい項目を作ってください。';
  if (from.system !== undefined || to.system !== undefined || isReadOnly(target.type))
    return '自動で入る項目は、ほかの種類に変えられません。新しい項目を作ってください。';
  const typed = contracts[target.type].parts?.(target) ?? [];
  if (typed.length > 0 || holdsFiles(source) || holdsFiles(target) || target.type === 'consent')
    return 'この種類の値には変換できません。新しい項目を作ってください。';
  return null;
}

const holdsFiles = (field: Field) => takesFiles(field) || field.type === 'signature';

/** One value as the other field takes it. What it cannot take stays where it is and is listed with the reason. */
export function convertValue(conversion: ShapeConversion, value: Json | undefined, today: string): Converted {
  if (isEmpty(value)) return { value: null };
  const { source, target } = conversion;
  if (isSealedValue(value)) return { reason: '封じられた値は変換できません。' };
  const context: FieldContext = { today, language: 'ja' };
  const converted = read(source, target, value as Json, context);
  if ('reason' in converted || converted.value === null) return converted;
  const [wrong] = contracts[target.type].validate(converted.value, target, context);
  return wrong === undefined ? converted : { reason: wrong.message };
}

function read(source: Field, target: Field, value: Json, context: FieldContext): Converted {
  const text = textOf(source, value);
  const choices = choicesOf(target);
  if (choices !== null) {
    const list = contracts[target.type].formulaType === 'list';
    const parts = list ? (Array.isArray(value) ? value.map(String) : text.split(/[、,，;；\n]/)) : [text];
    const found = parts.map((part) => part.trim()).filter((part) => part !== '');
    const values = found.map((part) => choices.get(normal(part)));
    // Reasons are kept: they never quote the value.
    if (values.includes(undefined)) return { reason: '選択肢にない値です。' };
    return { value: list ? (values as string[]) : (values[0] ?? null) };
  }
  if (target.type === 'yes-no') {
    const word = normal(text);
    if (yes.has(word)) return { value: true };
    return no.has(word) ? { value: false } : { reason: '「はい」とも「いいえ」とも読めません。' };
  }
  const parsed = contracts[target.type].parse({ f: [text] }, 'f', target, context);
  const [issue] = parsed.issues;
  if (issue !== undefined) return { reason: issue.message };
  return parsed.value === null ? { reason: 'この値は読み取れません。' } : { value: parsed.value };
}

/** Values and labels, both: people wrote either. Null for types without choices. */
function choicesOf(field: Field): Map<string, string> | null {
  const { choices } = field.options as { choices?: { value: string; label: { ja: string } }[] };
  if (!Array.isArray(choices)) return null;
  return new Map([
    ...choices.map((one) => [normal(one.label.ja), one.value] as const),
    ...choices.map((one) => [normal(one.value), one.value] as const),
  ]);
}

function textOf(source: Field, value: Json): string {
  if (typeof value === 'string' && plain.has(source.type)) return value;
  if (source.type === 'formula' && typeof value !== 'object') return String(value);
  return contracts[source.type].print(value, source, 'ja');
}

const normal = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/** `answers` with what follows from the fields that are being converted and were written. */
export function withConverted(
  conversions: readonly ShapeConversion[],
  answers: Record<string, Json>,
  written: (fieldId: string) => boolean,
  today: string,
): Record<string, Json> {
  let result = answers;
  for (const one of conversions) {
    if (!written(String(one.from)) || written(String(one.to))) continue;
    const converted = convertValue(one, answers[one.from], today);
    result = { ...result, [one.to]: 'value' in converted ? converted.value : null };
  }
  return result;
}
