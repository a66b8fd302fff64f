/**
 * What stands in one cell, and how text is kept from being read as something else by a spreadsheet (ADR 0039).
 * Pure; the inverse stands beside it because the rule is only good when it can be taken back.
 */

export type Cell =
  | { kind: 'text'; value: string }
  /** Canonical decimal: `-500`, `12.5`; at most 15 digits, which is what spreadsheets keep. */
  | { kind: 'number'; value: string }
  /** `YYYY-MM-DD` */
  | { kind: 'date'; value: string }
  /** `YYYY-MM-DD HH:MM`, Tokyo. */
  | { kind: 'time'; value: string }
  | null;

/** A cell of text, or none when there is no text. */
export const textCell = (value: string): Cell => (value === '' ? null : { kind: 'text', value });

/** A number where a spreadsheet keeps all its digits, else text: account numbers and the like stay as they are. */
export function numberCell(value: string): Cell {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(value)) return textCell(value);
  const digits = value.replace(/[-.]/g, '').replace(/^0+/, '');
  return digits.length <= 15 ? { kind: 'number', value } : textCell(value);
}

/** Spreadsheets count days from 1900 and believe in 29 February 1900; what is older stays text. */
export function dateCell(value: string): Cell {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && value >= '1900-03-01'
    ? { kind: 'date', value }
    : textCell(value);
}

/** An answer's day and time (`YYYY-MM-DDTHH:MM:SS`, Tokyo), as precisely as a cell shows it. */
export function timeCell(value: string): Cell {
  const [, day = '', clock = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):\d{2}$/.exec(value) ?? [];
  return dateCell(day)?.kind === 'date' ? { kind: 'time', value: `${day} ${clock}` } : textCell(value);
}

/** Not to be seen: blanks of every width, controls, joiners, direction marks, BOM. */
const invisible = /^(?:[\s\p{C}\p{Z}\u115f\u1160\u3164\uffa0\u00ad]|\u034f)+/u;
/** What begins a formula, in every width; U+2212 is a minus that normal forms leave alone. */
const formula = /^[=+\-@\u2212|%]/;
/** What a spreadsheet turns into a number, date, time or truth value, losing what was typed: 0901234567, 1-2, 3/4, 1E5. */
const guessed =
  /^(?:(?=.*\d)[\d.,:/\-年月日時分秒\s]+|\d+(?:\.\d+)?E[+-]?\d+|[¥￥$€£]\s*[\d,.]+|\d[\d,.]*\s*%|(?:true|false)|[0-9]{1,2}[-/ ]?[A-Z]{3}[-/ 0-9]*|[A-Z]{3}[-/ ]?[0-9]{1,4}|[MTSHR]\d+[./-]\d+[./-]\d+|(?:明治|大正|昭和|平成|令和)[\d元]+年.*)$/iu;

/** Looks like a number and survives: phone numbers and post codes with hyphens, short counts. 1-2 would become a date. */
const survives = /^(?:0\d{2,4}-\d{1,4}-\d{3,4}|0\d-\d{4}-\d{4}|\d{3}-\d{4}|0|[1-9]\d{0,10})$/;

/**
 * Text for a CSV cell. Whatever a spreadsheet would take for a formula, a number or a date gets an apostrophe in front,
 * and so does text that begins with an apostrophe itself: taking one leading apostrophe away always gives the original.
 */
export function guardText(text: string): string {
  return needsGuard(text) ? `'${text}` : text;
}

/** The inverse of `guardText`. */
export function unguardText(text: string): string {
  return text.startsWith("'") ? text.slice(1) : text;
}

function needsGuard(text: string): boolean {
  if (/^['＇’‘＂"]/.test(text)) return true;
  if (/^[\t\r\n]/.test(text)) return true;
  const visible = text.replace(invisible, '');
  // The first character alone: normalising a megabyte to look at its beginning would be slow.
  const first = String.fromCodePoint(visible.codePointAt(0) ?? 0x20).normalize('NFKC');
  if (formula.test(first)) return true;
  return visible.length <= 40 && !survives.test(text) && guessed.test(visible.normalize('NFKC').trim());
}

/** A cell as CSV holds it, before quotes. */
export function csvText(cell: Cell): string {
  if (cell === null) return '';
  return cell.kind === 'text' ? guardText(cell.value) : cell.value;
}
