/** Names of tables, columns and views; the only place that builds them. Pure. */

import type { ShapeColumn } from './model.ts';

/** PostgreSQL cuts names after 63 bytes, silently. */
const longest = 63;

export function recordTable(appId: string): string {
  return `r_${appId.replaceAll('-', '_')}`;
}

export function lineTable(appId: string, fieldId: number): string {
  return `${recordTable(appId)}_l${fieldId}`;
}

/** Where the records of a work app are searched by text. */
export function searchTable(appId: string): string {
  return `${recordTable(appId)}_t`;
}

/** What every table of records has besides its fields, in order. `deleted_at`: lies in the trash. */
export const systemColumns = {
  created_by: 'uuid',
  updated_by: 'uuid',
  state: 'text',
  assignees: 'uuid[]',
  deleted_at: 'timestamptz',
  deleted_by: 'uuid',
} as const;

/** The column a field is read from, but for values in `overflow`. Never `f<id>` by hand: columns are used again. */
export function columnName(one: Pick<ShapeColumn, 'fieldId' | 'system' | 'column'>): string {
  return one.system ?? one.column ?? `f${one.fieldId}`;
}

/** The readable view beside a table. */
export function viewOf(table: string): string {
  return `v_${table.slice(2)}`;
}

/** Why no tables can be made under this id, or null. */
export function nameProblem(appId: string): string | null {
  if (recordTable(appId).length > longest - 6)
    return `業務アプリの id は${longest - 8}文字以内にしてください。`;
  // r_x_l10 would also be the table of field 10 of the app x.
  if (/-l\d+$/.test(appId))
    return '業務アプリの id の最後を「-l数字」にはできません（明細の表の名前と重なります）。';
  if (appId.endsWith('-t'))
    return '業務アプリの id の最後を「-t」にはできません（検索の表の名前と重なります）。';
  return null;
}

/** Japanese column names for a view: codes, cut to what fits and made unique. */
export function viewColumnNames(
  columns: { fieldId: number; code: string }[],
  reserved: string[],
): Map<number, string> {
  const taken = new Set(reserved);
  const names = new Map<number, string>();
  for (const { fieldId, code } of columns) {
    let name = cutName(code, longest);
    if (taken.has(name)) name = `${cutName(code, longest - 6)}_${fieldId}`;
    taken.add(name);
    names.set(fieldId, name);
  }
  return names;
}

/** At most so many bytes, as PostgreSQL counts names, and no half characters. */
export function cutName(text: string, bytes: number): string {
  const encoder = new TextEncoder();
  let result = '';
  let used = 0;
  for (const character of text) {
    used += encoder.encode(character).length;
    if (used > bytes) break;
    result += character;
  }
  return result;
}
