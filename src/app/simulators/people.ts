import { sameAddress } from '#kernel/address';
import { normaliseForSearch } from '#kernel/text';

/** A row of a register, as the pack has it. */
export type Row = Record<string, unknown>;

export interface Query {
  addresseeNumber?: unknown;
  name?: unknown;
  birthDate?: unknown;
  address?: unknown;
}

export const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
export const digitsOf = (value: unknown) => textOf(value).normalize('NFKC').replace(/\D/g, '');
/** Width, kanji variants, case and spaces apart, as a register compares a name that somebody typed. */
const loose = (value: unknown) => normaliseForSearch(textOf(value)).replaceAll(' ', '');

/** Each name a person is registered under: current, Roman, alias 通称, former family name 旧氏. */
function namesOf(row: Row): string[] {
  const given = textOf(row.given);
  const former = textOf(row.formerFamily) === '' ? '' : textOf(row.formerFamily) + given;
  const all = [textOf(row.family) + given, row.name, row.single, row.romanised, row.alias, former];
  return all.map(loose).filter((name) => name !== '');
}

/** A row of a register under any of its names, born that day, living (or on 1 January living) at that address if one is given. */
export function isPerson(row: Row, resident: Row | undefined, query: Query): boolean {
  if (query.addresseeNumber !== undefined)
    return textOf(row.addresseeNumber) === textOf(query.addresseeNumber);
  const name = loose(query.name);
  const names = [...namesOf(row), ...(resident === undefined ? [] : namesOf(resident))];
  if (name === '' || !names.includes(name) || textOf(row.birthDate) !== textOf(query.birthDate)) return false;
  const address = textOf(query.address);
  const known = [row.address, row.addressOnJanuary1, resident?.address]
    .map(textOf)
    .filter((one) => one !== '');
  return address === '' || known.some((one) => sameAddress(one, address, { ignoreKatagaki: true }));
}

/** Adds whole name and address to a row of residents.csv that has them in parts only. */
export function withNameAndAddress(row: Row): Row {
  const name = textOf(row.single) || [row.family, row.given].map(textOf).join('　');
  const place = [row.prefecture, row.city, row.ward, row.town, row.block].map(textOf).join('');
  const address = [place, textOf(row.katagaki)].filter((part) => part !== '').join('　');
  return { ...row, name: textOf(row.name) || name, address: textOf(row.address) || address };
}
