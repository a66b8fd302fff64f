/** What stands below the lines of a field, of a form at work: hidden fields count as empty, calculated ones as calculated. */
import {
  contracts,
  type Field,
  isSealedValue,
  type Json,
  lineControlName,
  linesIn,
  lineTotals,
  printAnswer,
  type Reader,
  type ShownTotal,
} from '#core/fields';
import type { FormField } from './model.ts';

/** What is known of the form: the standing of a control, as `FormState` and `Evaluation` have it. */
export interface LineStandings {
  isVisible(control: string): boolean;
  /** Of a calculated field. */
  calculated(control: string): Json;
}

export function totalsOf(
  field: FormField,
  value: Json | undefined,
  standings: LineStandings,
  reader: Reader,
): ShownTotal[] {
  if (field.options.totals === undefined) return [];
  return lineTotals(
    field as unknown as Field,
    linesIn(value),
    (line, child) => {
      const control = lineControlName(`f${field.id}`, line.key, child);
      if (!standings.isVisible(control)) return null;
      if (child.type === 'formula') return standings.calculated(control);
      const answer = line.values[String(child.id)] ?? null;
      return answer === null || isSealedValue(answer) ? null : contracts[child.type].toFormula(answer, child);
    },
    (child, text) => printAnswer(child, text, reader),
    reader,
  );
}
