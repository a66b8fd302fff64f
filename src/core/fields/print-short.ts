import { type Address, formatAddress } from '#kernel/address';
import { formatShort, isStoredDate } from '#kernel/dates';
import type { Reader } from './messages.ts';
import type { Field, Json } from './model.ts';
import { isSealedValue, printAnswer } from './print.ts';

const instants: ReadonlySet<string> = new Set(['date-time', 'created-at', 'updated-at']);

/**
 * A cell has room for one line: days and times in short, addresses without what all of them begin with, everything else as it is
 * printed everywhere.
 */
export function printShort(field: Field, value: Json | undefined, reader: Reader): string {
  const day = field.type === 'date' || (field.type === 'formula' && field.options.result === 'date');
  if (day && typeof value === 'string' && isStoredDate(value)) return formatShort(value);
  const moment =
    instants.has(field.type) || (field.type === 'formula' && field.options.result === 'datetime');
  if (moment && typeof value === 'string' && isStoredDate(value.slice(0, 10)))
    return `${formatShort(value.slice(0, 10))} ${value.slice(11, 16)}`;
  if (field.type === 'address' && isAddress(value)) {
    const { prefecture, ...rest } = value;
    return formatAddress(prefecture === field.options.homePrefecture ? rest : value);
  }
  return printAnswer(field, value, reader);
}

const isAddress = (value: Json | undefined): value is Address & Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isSealedValue(value);
