/** Values while a formula is worked out, and how raw field values become them. */
import { isPlainDate } from '#kernel/dates';
import { compare, type Decimal, decimal, decimalText, isDecimal } from '#kernel/decimal';
import type { FieldType } from './types.ts';

/** One item of a collection, or the record itself: gives raw values by field id. */
export interface Row {
  /** text, decimal text or number, boolean, `YYYY-MM-DD`, date and time, list of texts; null or undefined is empty. */
  get(id: string): unknown;
  /** The items of a collection field. */
  items(id: string): readonly Row[];
}

/** Who asks, for ME and its like; all are ids or codes. */
export interface Actor {
  /** Id of the member of staff. */
  staff: string | null;
  /** Code of the department of the post they act in. */
  department: string | null;
  /** That department and all below it. */
  departments: readonly string[];
  groups: readonly string[];
}

/** Where a formula is worked out. One per request, so that TODAY and NOW are one. */
export interface Env extends Row {
  /** `YYYY-MM-DD` in Asia/Tokyo. */
  today: string;
  /** Date and time in Asia/Tokyo, `YYYY-MM-DDTHH:MM:SS`, or with an offset. */
  now: string;
  /** Nobody when absent: then ME and its like are empty. */
  actor?: Actor | undefined;
  /** Of a line's own formulas: the record around the line. */
  outer?: Row;
}

/** Text, dates and dates with time are strings; decimals are exact; null is empty. */
export type Value = null | boolean | string | Decimal | readonly Value[] | readonly Row[];

/** What a formula gives to the world: decimals as text, items as rows. */
export type Output = null | boolean | string | readonly Output[] | readonly Row[];

/** `YYYY-MM-DDTHH:MM:SS` in Tokyo of a date and time with or without offset; parts of a second are dropped. */
export function localDateTime(raw: unknown): string | null {
  const text = raw instanceof Date ? (Number.isNaN(raw.getTime()) ? '' : raw.toISOString()) : raw;
  if (typeof text !== 'string') return null;
  const parts =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/.exec(
      text,
    );
  const [, day = '', minute = '', second = '00', offset] = parts ?? [];
  if (!isPlainDate(day) || minute > '23:59' || minute.slice(3) > '59' || second > '59') return null;
  if (offset === undefined) return `${day}T${minute}:${second}`;
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  const shift = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const moment = Date.parse(`${day}T${minute}:${second}Z`) + (9 * 60 - shift) * 60_000;
  const local = new Date(moment).toISOString().slice(0, 19);
  return isPlainDate(local.slice(0, 10)) ? local : null;
}

/** The value of a field of that type; what does not fit the type is empty. */
export function readValue(type: FieldType, raw: unknown): Value {
  switch (type) {
    case 'text':
      return typeof raw === 'number' ? String(raw) : typeof raw === 'string' && raw !== '' ? raw : null;
    case 'number':
      return decimal(raw);
    case 'boolean':
      return typeof raw === 'boolean' ? raw : null;
    case 'date':
      return typeof raw === 'string' && isPlainDate(raw) ? raw : null;
    case 'datetime':
      return localDateTime(raw);
    case 'multi':
      return Array.isArray(raw) ? raw.filter((each) => typeof each === 'string' && each !== '') : [];
    default:
      return null;
  }
}

export const isList = (value: Value): value is readonly Value[] | readonly Row[] => Array.isArray(value);
export const asNumber = (value: Value): Decimal | null => (isDecimal(value) ? value : null);
export const asText = (value: Value): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
/** A date of `YYYY-MM-DD`; of a date and time, its day. */
export const asDay = (value: Value): string | null => {
  const day = typeof value === 'string' ? value.slice(0, 10) : '';
  return isPlainDate(day) ? day : null;
};

/** Empty text is empty. */
export const text = (value: string): Value => (value === '' ? null : value);

/** Whether a text has more code points than that: databases count those, not units. */
export function longerThan(value: string, most: number): boolean {
  return value.length > most && (value.length > most * 2 || Array.from(value).length > most);
}

/** How a value reads inside a text; empty reads as nothing. */
export function printed(value: Value): string {
  return typeof value === 'string' ? value : isDecimal(value) ? decimalText(value) : '';
}

/** Empty equals empty and nothing else. */
export function equal(a: Value, b: Value): boolean {
  return isDecimal(a) && isDecimal(b) ? compare(a, b) === 0 : !isList(a) && a === (b as unknown);
}

/** Order of numbers, texts by code point, dates; null where there is none (empty, unlike types): every comparison is then false. */
export function order(a: Value, b: Value): number | null {
  if (isDecimal(a) && isDecimal(b)) return compare(a, b);
  return typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : null;
}

/** Order by code point, as PostgreSQL's "C" collation: not by UTF-16 unit, where 𠮷 would come before 﨑. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others. */
function rank(unit: number): number {
  return unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit;
}

/** The value as JSON carries it. */
export function output(value: Value): Output {
  if (isDecimal(value)) return decimalText(value);
  if (!isList(value)) return value === '' ? null : (value as Output);
  return value.length > 0 && isRow(value[0])
    ? (value as readonly Row[])
    : (value as readonly Value[]).map(output);
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'get' in value && 'items' in value;
}
