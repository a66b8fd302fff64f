/** What a copy of a record begins with: not what belongs to the one record alone. Pure. */
import { type Answers, type Field, isReadOnly, type Json, linesIn, takesFiles } from '#core/fields';

/** Files belong to their record, and a signature says that somebody signed that one. */
const ownOnly: ReadonlySet<string> = new Set(['signature', 'individual-number']);

export function copyOf(fields: readonly Field[], answers: Answers): Answers {
  const copy: Answers = {};
  for (const field of fields) {
    const value = answers[String(field.id)];
    if (value === undefined || isReadOnly(field.type) || ownOnly.has(field.type) || takesFiles(field))
      continue;
    copy[String(field.id)] = field.fields === undefined ? value : lines(field, value);
  }
  return copy;
}

const lines = (field: Field, value: Json): Json =>
  linesIn(value).map(({ key, values }) => ({
    key,
    values: copyOf(field.fields ?? [], values),
  })) as unknown as Json;
