/** Answers by code, as the API speaks, to and from answers by field id. Pure. */

import type { Issue } from '#kernel/errors';
import type { AnnotatedPhoto } from './annotated-photo/contract.ts';
import { isReadOnly } from './contracts.ts';
import { lineKey, nextLineKey } from './control-names.ts';
import { type FileRef, isFileRef } from './file/contract.ts';
import { linesIn } from './lines/contract.ts';
import { type Answers, type Field, type Json, takesFiles } from './model.ts';
import { isSealedValue } from './print.ts';

type ByCode = Record<string, Json>;

/** Which line of a record a line is: given with records that are changed through the API, and given back. */
export const lineKeyName = '$key';

/** `keys`: lines say which they are. */
export function answersToCodes(fields: readonly Field[], answers: Answers, keys = false): ByCode {
  const written: ByCode = {};
  for (const field of fields) {
    const value = answers[String(field.id)];
    if (value === undefined || value === null) continue;
    if (field.classification === 'sealed' || isSealedValue(value)) written[field.code] = { sealed: true };
    else if (field.fields !== undefined)
      written[field.code] = linesIn(value).map((line) => ({
        ...(keys ? { [lineKeyName]: line.key } : {}),
        ...answersToCodes(field.fields ?? [], line.values),
      }));
    else if (Array.isArray(value) && value.length > 0 && value.every(isFileRef))
      written[field.code] = (value as unknown as AnnotatedPhoto[]).map(
        ({ fileId, name, type, bytes, marks }) => ({
          file: fileId,
          name,
          type,
          bytes,
          ...(marks === undefined ? {} : { marks: marks as unknown as Json }),
        }),
      );
    else written[field.code] = value;
  }
  return written;
}

const isKey = (key: unknown): key is string => typeof key === 'string' && lineKey.test(key);

const isObject = (value: unknown): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Files are found by `fileOf`; lines keep the key they name and others get a new one, after those of `before`. Issues name what was
 * written.
 */
export function answersFromCodes(
  fields: readonly Field[],
  written: ByCode,
  fileOf: (id: string, field: Field) => FileRef | null,
  above = 'answers.',
  before: Answers = {},
): { answers: Answers; issues: Issue[] } {
  const answers: Answers = {};
  const issues: Issue[] = [];
  for (const [code, value] of Object.entries(written)) {
    const path = `${above}${code}`;
    const field = fields.find((one) => one.code === code);
    if (field === undefined || isReadOnly(field.type)) {
      issues.push({ path, message: 'この項目はありません。' });
      continue;
    }
    if (value === null) {
      answers[String(field.id)] = null;
      continue;
    }
    if (field.fields !== undefined) {
      if (!Array.isArray(value) || !value.every(isObject) || value.length > 200) {
        issues.push({ path, message: '行の並びを [{…}, {…}] の形で書いてください。' });
        continue;
      }
      const taken = linesIn(before[String(field.id)]).map((line) => line.key);
      for (const line of value) if (isKey(line[lineKeyName])) taken.push(line[lineKeyName]);
      const used = new Set<string>();
      answers[String(field.id)] = value.map(({ [lineKeyName]: named, ...line }, index) => {
        const inner = answersFromCodes(field.fields ?? [], line, fileOf, `${path}[${index + 1}].`);
        issues.push(...inner.issues);
        const key = isKey(named) && !used.has(named) ? named : nextLineKey(taken);
        taken.push(key);
        used.add(key);
        return { key, values: inner.answers };
      }) as unknown as Json;
    } else if (takesFiles(field)) {
      const given = Array.isArray(value) ? value : [value];
      const found = given.map((one) =>
        isObject(one) && typeof one.file === 'string' ? fileOf(one.file, field) : null,
      );
      if (found.includes(null))
        issues.push({ path, message: 'ファイルは {"file": "…"} の形で書いてください。' });
      else answers[String(field.id)] = found.map((file, at) => marked(file, given[at])) as unknown as Json;
    } else answers[String(field.id)] = value;
  }
  return { answers, issues };
}

/** 書込み are checked with the value; a type that takes none refuses nothing and keeps none. */
function marked(file: FileRef | null, given: Json | undefined): Json {
  const marks = isObject(given ?? null) ? (given as Record<string, Json>).marks : undefined;
  return { ...file, ...(marks === undefined ? {} : { marks }) } as Json;
}

/** `f3[k1].f5` of `子ども[1].学年`, with the keys the lines really have; null when there is none. */
export function pathOfCode(fields: readonly Field[], answers: Answers, written: string): string | null {
  const [, code = '', position, inner] = /^([^[\].]+)(?:\[(\d+)\](?:\.(.+))?)?$/.exec(written) ?? [];
  const field = fields.find((one) => one.code === code);
  if (field === undefined) return null;
  if (position === undefined) return `f${field.id}`;
  const line = linesIn(answers[String(field.id)])[Number(position) - 1];
  const child = field.fields?.find((one) => one.code === inner);
  return line === undefined || child === undefined ? null : `f${field.id}[${line.key}].f${child.id}`;
}

/** The inverse, for what comes back in issues. */
export function codeOfPath(fields: readonly Field[], answers: Answers, path: string): string {
  const [, id, , key, child] = /^f(\d+)(\[([^\]]+)\])?(?:\.f(\d+))?/.exec(path) ?? [];
  const field = fields.find((one) => String(one.id) === id);
  if (field === undefined) return path;
  if (key === undefined) return field.code;
  const at = linesIn(answers[String(field.id)]).findIndex((line) => line.key === key);
  const inner = field.fields?.find((one) => String(one.id) === child);
  return `${field.code}[${at + 1}]${inner === undefined ? '' : `.${inner.code}`}`;
}
