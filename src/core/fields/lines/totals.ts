/**
 * 合計: what stands below lines. The same as formulas over them: `SUM(明細.金額)`, `AVERAGE`, `MIN`, `MAX`, `COUNT`, so what a
 * page shows and what a record calculates cannot differ.
 */
import { average, compare, type Decimal, decimal, decimalText, round, sum } from '#kernel/decimal';
import { type LocalizedText, pick } from '#kernel/localized';
import { type MessageCode, type Reader, say } from '../messages.ts';
import type { Field, Json, Line } from '../model.ts';
import { groupDigits } from '../number/read-number.ts';

export const totalKinds = ['sum', 'average', 'min', 'max', 'count'] as const;
export type TotalKind = (typeof totalKinds)[number];

export interface Total {
  by: TotalKind;
  /** Code of a field of the lines; `count` without one counts lines. */
  field?: string;
  /** Instead of 「金額の合計」. */
  label?: LocalizedText;
}

export interface ShownTotal {
  label: string;
  text: string;
}

/** What one field of one line gives to formulas, null where it is empty or hidden. */
export type FormulaValueOf = (line: Line, child: Field) => Json;

/** Prints one value of a field of the lines. */
export type PrintChild = (child: Field, value: Json) => string;

/** Totals print like the values they are made of: with unit and yen; an average with two more digits than needed for none. */
export function lineTotals(
  field: Pick<Field, 'options' | 'fields'>,
  lines: readonly Line[],
  seenOf: FormulaValueOf,
  print: PrintChild,
  reader: Reader,
): ShownTotal[] {
  const totals = (field.options.totals ?? []) as readonly Total[];
  return totals.flatMap((total) => {
    const child = field.fields?.find((each) => each.code === total.field);
    if (child === undefined && (total.by !== 'count' || total.field !== undefined)) return [];
    const label = labelOf(total, child, reader);
    if (child === undefined) return [{ label, text: say('entries', reader, { count: lines.length }) }];
    const values = lines.map((line) => seenOf(line, child)).filter((value) => value !== null && value !== '');
    if (total.by === 'count') return [{ label, text: say('entries', reader, { count: values.length }) }];
    return [{ label, text: textOf(total.by, values, child, print) }];
  });
}

function labelOf(total: Total, child: Field | undefined, reader: Reader): string {
  if (total.label !== undefined) return pick(total.label, reader.language).text;
  if (child === undefined) return say('total.lines', reader);
  const places = { label: pick(child.label, reader.language).text };
  return say(`total.${total.by}` as MessageCode, reader, places);
}

function textOf(by: Exclude<TotalKind, 'count'>, values: Json[], child: Field, print: PrintChild): string {
  const numbers = values.map(decimal).filter((value) => value !== null);
  // Days and times have an earliest and a latest.
  if (numbers.length < values.length) return extreme(by, values, child, print);
  const result = calculated(by, numbers);
  if (result === null) return '';
  const text = decimalText(result);
  // The value of such a choice is its name; its points are only a number.
  return child.type === 'score-choice' ? groupDigits(text) : print(child, text);
}

function calculated(by: Exclude<TotalKind, 'count'>, numbers: readonly Decimal[]): Decimal | null {
  if (by === 'sum') return sum(numbers);
  const mean = by === 'average' ? average(numbers) : null;
  if (by === 'average') return mean === null ? null : round(mean, 2, 'half');
  const sorted = [...numbers].sort(compare);
  return sorted[by === 'min' ? 0 : sorted.length - 1] ?? null;
}

function extreme(by: TotalKind, values: readonly Json[], child: Field, print: PrintChild): string {
  if (by === 'sum' || by === 'average') return '';
  const sorted = values.filter((value) => typeof value === 'string').sort();
  const found = sorted[by === 'min' ? 0 : sorted.length - 1];
  return found === undefined ? '' : print(child, found);
}
