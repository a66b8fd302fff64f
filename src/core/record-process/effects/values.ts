/** From formulas about a record to values of fields. Pure. */
import type { Answers, DefinedField, Field, Json } from '#core/fields';
import { type Moment, recordEnv, recordScope } from '#core/forms';
import { compile, type Output, readFormula, references } from '#kernel/formula';

/** Null: empty, also where the formula cannot be read any more, which publishing refuses. */
export function valueByFormula(
  formula: string,
  record: { fields: readonly Field[]; answers: Answers; at: Moment },
): Json {
  const { expr } = readFormula(formula, recordScope(record.fields as readonly DefinedField[]));
  if (expr === undefined) return null;
  return plain(compile(expr)(recordEnv(record.fields, record.answers, record.at)));
}

/** Whether a formula is made of one of these fields. */
export function speaksOf(formula: string, fields: readonly Field[], ids: ReadonlySet<number>): boolean {
  const { expr } = readFormula(formula, recordScope(fields as readonly DefinedField[]));
  return expr !== undefined && [...references(expr)].some((path) => ids.has(Number(path.split('.')[0])));
}

/** Text, decimals as text, dates, yes or no, lists of text: what a field reads as if somebody had typed it. */
function plain(output: Output): Json {
  if (output === null || typeof output === 'string' || typeof output === 'boolean') return output;
  if (Array.isArray(output)) return output.filter((one) => typeof one === 'string');
  return null;
}
