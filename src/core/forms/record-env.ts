/** A stored record as formulas about it see it (`recordScope`): access rules, filters, conditions of processes. Pure. */
import { type Answers, contracts, type Field, isSealedValue, type Json } from '#core/fields';
import { type Env, envOf } from '#kernel/formula';

/** When a formula is worked out and who asks. */
export type Moment = Parameters<typeof envOf>[1];

/** `shows` leaves out fields that whoever asks may not read: they are empty then, in every formula alike. */
export function recordEnv(
  fields: readonly Field[],
  answers: Answers,
  at: Moment,
  shows: (field: Field) => boolean = () => true,
): Env {
  const seen: Answers = {};
  for (const field of fields) {
    const value = answers[String(field.id)];
    if (value === undefined || value === null || isSealedValue(value) || !shows(field)) continue;
    if (contracts[field.type].formulaType !== null) seen[field.id] = seenOf(field, value);
  }
  return envOf(seen, at);
}

const seenOf = (field: Field, value: Json): Json => contracts[field.type].toFormula(value, field);
