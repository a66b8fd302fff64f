/** Which records, and what of them: access and masks put into SQL, once for every statement of this room. */
import { type RawBuilder, sql } from 'kysely';
import type { RecordAct } from '#core/definitions';
import { columns } from '#core/fields';
import type { Grant } from '#core/policy';
import type { ShapeChild, ShapeColumn } from '#core/records.server';
import { answerText, formulaText, keyText, listText } from './expressions.sql.ts';
import { conditionIn, liveValue } from './formulas.sql.ts';
import type { ReadField } from './model.ts';
import type { OpenApp } from './open-app.server.ts';
import type { Chosen, Place } from './plan.ts';

/** The record's table in every statement, and the table of lines where items are counted. */
export const recordAlias = 'r';
export const lineAlias = 'l';

export const tableOf = (open: OpenApp): RawBuilder<unknown> =>
  sql`${sql.id(open.shape.table)} AS ${sql.id(recordAlias)}`;

/** A rule about the record, which sees raw values whatever the person may read. */
export function granted(open: OpenApp, grant: Grant): RawBuilder<boolean> {
  if (typeof grant === 'boolean') return grant ? sql<boolean>`true` : sql<boolean>`false`;
  return conditionIn(open, grant, 'raw');
}

/** Records an act is allowed on; `trash` those that lie there. Nothing reads records without this. */
export function rowsFor(open: OpenApp, act: RecordAct, trash = false): RawBuilder<boolean> {
  const alive = trash ? sql`r.deleted_at IS NOT NULL` : sql`r.deleted_at IS NULL`;
  const grant = open.access.rows(act);
  return grant === true ? sql<boolean>`${alive}` : sql<boolean>`${alive} AND ${granted(open, grant)}`;
}

/** The records meant. The trash is for those who may empty it. */
export function chosenRows(open: OpenApp, chosen: Chosen): RawBuilder<boolean> {
  const filters = chosen.filters.map((one) => conditionIn(open, one, 'masked'));
  return sql<boolean>`${sql.join([rowsFor(open, chosen.trash ? 'delete' : 'view', chosen.trash), ...filters], sql` AND `)}`;
}

/**
 * These records, each looked up by its key; what else is asked of them stands beside it. Told by `id` alone, the planner takes the
 * index of the access rule where that one ends with the id, and walks all that the person may see (50 000 entries for 100 records of
 * a million).
 */
export const namedRows = (open: OpenApp, ids: readonly string[]): RawBuilder<boolean> =>
  ids.length === 1
    ? sql<boolean>`r.id = ${ids[0]}::uuid`
    : sql<boolean>`r.ctid = ANY (ARRAY(SELECT ctid FROM ${sql.id(open.shape.table)} WHERE id = ANY (${[...ids]}::uuid[])))`;

export const columnOf = (open: OpenApp, id: number): ShapeColumn | undefined =>
  open.shape.columns.find((one) => one.fieldId === id);
export const childOf = (open: OpenApp, id: number): ShapeChild | undefined =>
  open.shape.children.find((one) => one.fieldId === id);

/** Empty where the person may not read the field, in whatever clause it stands. */
export function masked(open: OpenApp, { read }: ReadField, value: RawBuilder<unknown>): RawBuilder<unknown> {
  return read === true ? value : sql`CASE WHEN ${granted(open, read)} THEN ${value} END`;
}

/** What the driver gives is the answer, by `fromDriver`. */
export function answerOf(open: OpenApp, field: ReadField, column: ShapeColumn): RawBuilder<unknown> {
  return masked(open, field, liveValue(open, column) ?? sql.raw(answerText(column, recordAlias)));
}

export interface Key {
  value: RawBuilder<unknown>;
  type: string;
  collate: boolean;
}

/** What a field, or a field of lines, is sorted and grouped by; null where neither means anything. */
export function keyOf(open: OpenApp, place: Place): Key | null {
  const column = storedAt(open, place);
  const key = column === undefined ? null : keyText(column, place.line === null ? recordAlias : lineAlias);
  if (column === undefined || key === null) return null;
  const live = place.line === null ? liveValue(open, column) : null;
  return { ...key, value: masked(open, place.field, live ?? sql.raw(key.text)) };
}

/** What a field is added up and compared by: its key, but for choices worth points those. */
export function amountOf(open: OpenApp, place: Place): Key | null {
  const field = place.line ?? place.field.field;
  const column = columns[field.type].asFormula === undefined ? undefined : storedAt(open, place);
  const found =
    column === undefined ? null : formulaText(column, place.line === null ? recordAlias : lineAlias, field);
  if (found === null || found.stored !== 'numeric') return keyOf(open, place);
  return { value: masked(open, place.field, sql.raw(found.text)), type: 'numeric', collate: false };
}

/** Japanese order for people; the order of a key that is compared is the same. */
export const collated = ({ value, collate }: Key): RawBuilder<unknown> =>
  collate ? sql`(${value}) COLLATE "ja-x-icu"` : sql`(${value})`;

/** The values of a field that holds several, as text[]; null for any other. */
export function listOf(open: OpenApp, { field, line }: Place): RawBuilder<unknown> | null {
  const column = storedAt(open, { field, line });
  const list = column === undefined ? null : listText(column, line === null ? recordAlias : lineAlias);
  return list === null ? null : masked(open, field, sql.raw(list));
}

function storedAt(open: OpenApp, { field, line }: Place): ShapeColumn | undefined {
  return line === null
    ? columnOf(open, field.field.id)
    : childOf(open, field.field.id)?.columns.find((one) => one.fieldId === line.id);
}
