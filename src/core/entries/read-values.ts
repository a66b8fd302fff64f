/**
 * Values as a page, another system or a file gave them, read as if they had been typed: normalised alike, and nothing
 * enters that no page could have sent. What is already normal comes through unchanged. Pure.
 */
import {
  type Answers,
  contracts,
  type Field,
  type FieldContext,
  isSealedValue,
  type Json,
  joinPath,
  linesIn,
} from '#core/fields';
import { isEmpty } from '#core/forms';
import type { Issue } from '#kernel/errors';

const unreadable = 'この項目の値として読めません。項目の種類に合わせてください。';

/** By field id; only what was given comes back, emptied ones as null. Issues name controls (`f3`, `f10[k1].f5`). */
export function readValues(
  fields: readonly Field[],
  given: Answers,
  context: FieldContext,
): { values: Answers; issues: Issue[] } {
  const values: Answers = {};
  const issues: Issue[] = [];
  for (const field of fields) {
    const id = String(field.id);
    if (!(id in given)) continue;
    const value = given[id] ?? null;
    values[id] = null;
    if (isEmpty(value)) continue;
    const read = readOne(field, value, context);
    values[id] = read.value;
    issues.push(...read.issues);
  }
  return { values, issues };
}

function readOne(field: Field, value: Json, context: FieldContext): { value: Json; issues: Issue[] } {
  const name = `f${field.id}`;
  const contract = contracts[field.type];
  // Ciphertext comes from nobody: it would be lost, or be another record's.
  if (holdsSealed(value)) return { value: null, issues: [{ path: name, message: unreadable }] };
  try {
    const typed =
      field.type === 'individual-number' && typeof value === 'string'
        ? { [name]: [value] }
        : contract.toTyped(value, name, field);
    if (!Object.values(typed).every((texts) => texts.every((text) => typeof text === 'string')))
      return { value: null, issues: [{ path: name, message: unreadable }] };
    // Files and found records are never typed: what stands in the value counts as stored, and whoever writes it proves that it is.
    const previous = field.classification === 'sealed' ? null : value;
    const parsed = contract.parse(typed, name, field, { ...context, previous });
    const issues = parsed.issues.map(({ path, message }) => ({ path: joinPath(name, path), message }));
    if (issues.length === 0 && lost(field, value, parsed.value))
      issues.push({ path: name, message: unreadable });
    if (issues.length === 0 && parsed.value !== null)
      for (const { path, message } of valid(field, parsed.value, context))
        issues.push({ path: joinPath(name, path), message });
    return { value: parsed.value, issues };
  } catch {
    // Contracts trust the shape of what they are given; strangers do not keep to it.
    return { value: null, issues: [{ path: name, message: unreadable }] };
  }
}

function holdsSealed(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isSealedValue(value) || Object.values(value).some((one) => holdsSealed(one as Json));
}

function valid(field: Field, value: Json, context: FieldContext): Issue[] {
  const own = contracts[field.type].validate(value, field, context);
  const inner = (field.fields ?? []).flatMap((child) =>
    linesIn(value).flatMap(({ key, values }) => {
      const inside = values[String(child.id)];
      if (isEmpty(inside)) return [];
      return contracts[child.type]
        .validate(inside as Json, child, context)
        .map(({ path, message }) => ({ path: joinPath(`[${key}].f${child.id}`, path), message }));
    }),
  );
  return [...own, ...inner];
}

/** Whether something that was given is not there any more: it is named, never dropped. */
function lost(field: Field, given: Json, read: Json): boolean {
  if (given === false) return false;
  if (isEmpty(read)) return true;
  if (field.fields === undefined)
    return Array.isArray(given) && Array.isArray(read) && read.length < given.length;
  const lines = linesIn(read);
  return linesIn(given).some((line) => {
    const same = lines.find((one) => one.key === line.key);
    return Object.entries(line.values).some(
      ([id, value]) => !isEmpty(value) && value !== false && isEmpty(same?.values[id]),
    );
  });
}
