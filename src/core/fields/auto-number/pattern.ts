/**
 * How automatic numbers are written: `{年度}-{区}-{0000}`. What stands around the running number is its series: each series
 * has a counter of its own, so that two records never get the same text.
 */
import { fiscalYearOf, formatFiscalYear } from '#kernel/dates';
import type { Answers, Field } from '../model.ts';

export type PatternPart = { text: string } | { place: string } | { digits: number };

export type PatternProblem = 'none' | 'several' | 'touching' | 'broken';

/** Where and when a number is given: for the places that no field of the record fills. */
export interface NumberOffice {
  /** `YYYY-MM-DD` in Tokyo. */
  today: string;
  /** Code of the department that acts, null when none does. */
  department: string | null;
  /** Name of its ward, null outside wards. */
  ward: string | null;
}

/** Places that are not fields; a field of the same code stands before them. */
export const officePlaces = ['年度', '西暦年度', '年', '所属', '区'] as const;

/** The parts of a pattern; `problem` says why it gives no numbers. */
export function readPattern(pattern: string): { parts: PatternPart[]; problem?: PatternProblem } {
  const parts = (pattern.match(/\{[^{}]*\}|[^{}]+|[{}]/g) ?? []).map((piece): PatternPart => {
    if (!piece.startsWith('{') || piece === '{') return { text: piece };
    const inner = piece.slice(1, -1).trim();
    return /^0+$/.test(inner) ? { digits: inner.length } : { place: inner };
  });
  if (parts.some((part) => ('place' in part ? part.place === '' : 'text' in part && /[{}]/.test(part.text))))
    return { parts, problem: 'broken' };
  const at = parts.findIndex((part) => 'digits' in part);
  if (at < 0) return { parts, problem: 'none' };
  if (parts.filter((part) => 'digits' in part).length > 1) return { parts, problem: 'several' };
  // A digit beside the running number could be read as part of it: 1 and 11 would meet in 1-1|1 and 1|1-1.
  const beside = (part: PatternPart | undefined, edge: RegExp) =>
    part === undefined || ('text' in part && edge.test(part.text));
  const apart = beside(parts[at - 1], /\D$/) && beside(parts[at + 1], /^\D/);
  return apart ? { parts } : { parts, problem: 'touching' };
}

/** Codes of fields that a pattern takes values from. */
export function fieldsInPattern(pattern: string, fields: readonly Pick<Field, 'code'>[]): string[] {
  const codes = new Set(fields.map((field) => field.code));
  return readPattern(pattern).parts.flatMap((part) =>
    'place' in part && codes.has(part.place) ? [part.place] : [],
  );
}

export interface Series {
  before: string;
  after: string;
  digits: number;
}

/** The series a new record belongs to; `missing` names the places that nothing fills. */
export function seriesOf(
  pattern: string,
  fields: readonly Pick<Field, 'id' | 'code'>[],
  answers: Answers,
  office: NumberOffice,
): { series: Series } | { missing: string[] } {
  const missing: string[] = [];
  const series: Series = { before: '', after: '', digits: 0 };
  for (const part of readPattern(pattern).parts) {
    if ('digits' in part) {
      series.digits = part.digits;
      continue;
    }
    const text = 'text' in part ? part.text : fill(part.place, fields, answers, office);
    if (text === '' && 'place' in part) missing.push(part.place);
    if (series.digits === 0) series.before += text;
    else series.after += text;
  }
  return missing.length > 0 ? { missing } : { series };
}

/** One counter per series: its text with the number left out. */
export const seriesKey = ({ before, after }: Series): string => `${before}#${after}`;

/** `R7-門司区-0012`; numbers with more digits than the pattern has grow longer, they never begin again. */
export const numberText = ({ before, after, digits }: Series, number: number): string =>
  before + String(number).padStart(digits, '0') + after;

function fill(
  place: string,
  fields: readonly Pick<Field, 'id' | 'code'>[],
  answers: Answers,
  { today, department, ward }: NumberOffice,
): string {
  const field = fields.find((each) => each.code === place);
  if (field !== undefined) {
    const value = answers[String(field.id)];
    return typeof value === 'string' ? value.trim() : '';
  }
  if (place === '年度') return formatFiscalYear(fiscalYearOf(today)).replace(/年度$/, '');
  if (place === '西暦年度') return String(fiscalYearOf(today));
  if (place === '年') return today.slice(0, 4);
  if (place === '所属') return department ?? '';
  return place === '区' ? (ward ?? '') : '';
}
