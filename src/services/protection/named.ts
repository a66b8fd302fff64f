/** Names and birth dates in answers, for an officer who decides who is meant. Pure. */
import { type Answers, type Field, type Line, printAnswer } from '#core/fields';

export function namesIn(fields: readonly Field[], answers: Answers): { label: string; text: string }[] {
  return fields.flatMap((field) => {
    const value = answers[String(field.id)] ?? null;
    if (value === null) return [];
    if (field.fields !== undefined)
      return (value as unknown as Line[]).flatMap((line) => namesIn(field.fields!, line.values));
    return field.type === 'person-name' || field.type === 'birth-date'
      ? [{ label: field.label.ja, text: printAnswer(field, value, 'ja') }]
      : [];
  });
}
