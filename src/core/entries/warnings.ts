/** What is told with a write that is done all the same. Pure. */
import {
  type Answers,
  type Field,
  fileTypes,
  type Json,
  linesIn,
  looksLikeIndividualNumber,
  say,
} from '#core/fields';
import type { EntryWarning } from './model.ts';

const message = say('text.individualNumber', { language: 'ja' });

/** Of the changed fields: one that holds what may be an individual number, outside the type made for it. */
export function warningsOf(
  fields: readonly Field[],
  answers: Answers,
  changed: ReadonlySet<string>,
): EntryWarning[] {
  return fields.flatMap((field) => {
    const value = answers[String(field.id)];
    if (!changed.has(String(field.id)) || value === undefined || field.classification === 'sealed') return [];
    if (field.fields === undefined)
      return holdsNumber(field, value)
        ? [{ kind: 'individual-number' as const, path: `f${field.id}`, message }]
        : [];
    return linesIn(value).flatMap(({ key, values }) =>
      (field.fields ?? [])
        .filter(
          (child) =>
            child.classification !== 'sealed' && holdsNumber(child, values[String(child.id)] ?? null),
        )
        .map((child) => ({
          kind: 'individual-number' as const,
          path: `f${field.id}[${key}].f${child.id}`,
          message,
        })),
    );
  });
}

/** Types whose values are given by the house or only point at something. */
const without: ReadonlySet<string> = new Set([
  'individual-number',
  ...fileTypes,
  'formula',
  'corporate-number',
  'signature',
  'map-point',
  'area',
]);

function holdsNumber(field: Field, value: Json): boolean {
  if (without.has(field.type)) return false;
  if (typeof value === 'string') return looksLikeIndividualNumber(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((part) => holdsNumber(field, part as Json));
}
