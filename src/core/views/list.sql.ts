/** Rows of a list: one statement for the records, one per field with lines, never one per row. */
import { type RawBuilder, sql } from 'kysely';
import type { Answers, Json, Line } from '#core/fields';
import { columnName, fromDriver, type ShapeColumn } from '#core/records.server';
import type { ListedRecord, Position, ReadField } from './model.ts';
import type { OpenApp } from './open-app.server.ts';
import { keyColumns, type Order, orderBy, rangesBehind } from './paging.sql.ts';
import { answerOf, childOf, columnOf, granted, namedRows, tableOf } from './rows.sql.ts';

type Row = Record<string, unknown>;

export interface Stretch {
  way: 'onward' | 'back';
  behind: Position | null;
  including: boolean;
  limit: number;
}

export interface FoundRow {
  record: ListedRecord;
  position: Position;
}

/** Records of an order, `limit` at most, as they come in that direction. */
export async function selectRows(
  open: OpenApp,
  where: RawBuilder<boolean>,
  order: Order,
  fields: readonly ReadField[],
  { way, behind, including, limit }: Stretch,
): Promise<FoundRow[]> {
  const stored = storedIn(open, fields);
  const list = sql.join([
    sql`r.id, r.revision`,
    ...stored.map(
      ({ field, column }) => sql`${answerOf(open, field, column)} AS ${sql.id(`f${column.fieldId}`)}`,
    ),
    ...keyColumns(order),
  ]);
  const ranges = behind === null ? [sql<boolean>`true`] : rangesBehind(order, behind, way, including);
  const found: FoundRow[] = [];
  for (const range of ranges) {
    const { rows } = await sql<Row>`
      SELECT ${list} FROM ${tableOf(open)} WHERE ${where} AND ${range}
      ORDER BY ${orderBy(order, way)} LIMIT ${limit - found.length}`.execute(open.desk.tx);
    for (const row of rows) {
      const id = row.id as string;
      const keys = order.keys.map((_key, index) => row[`k${index}`] as string | null);
      const answers = answersFrom(
        stored.map((one) => one.column),
        row,
      );
      found.push({ record: { id, revision: row.revision as number, answers }, position: { keys, id } });
    }
    if (found.length >= limit) break;
  }
  await addLines(
    open,
    fields,
    found.map((one) => one.record),
  );
  return found;
}

export interface JudgedRecord extends ListedRecord {
  /** Fields this person may read of this record. */
  readable: ReadonlySet<number>;
}

/** Named records that the condition lets through, in no order. */
export async function selectByIds(
  open: OpenApp,
  where: RawBuilder<boolean>,
  ids: readonly string[],
  fields: readonly ReadField[],
): Promise<JudgedRecord[]> {
  const stored = storedIn(open, fields);
  const narrowed = fields.filter((one) => one.read !== true);
  const list = sql.join([
    sql`r.id, r.revision`,
    ...stored.map(
      ({ field, column }) => sql`${answerOf(open, field, column)} AS ${sql.id(`f${column.fieldId}`)}`,
    ),
    ...narrowed.map(
      (one) => sql`coalesce(${granted(open, one.read)}, false) AS ${sql.id(`m${one.field.id}`)}`,
    ),
  ]);
  const { rows } = await sql<Row>`
    SELECT ${list} FROM ${tableOf(open)} WHERE ${namedRows(open, ids)} AND ${where}`.execute(open.desk.tx);
  const columns = stored.map((one) => one.column);
  const records = rows.map((row) => ({
    id: row.id as string,
    revision: row.revision as number,
    answers: answersFrom(columns, row),
    readable: new Set(
      fields
        .filter((one) => one.read === true || row[`m${one.field.id}`] === true)
        .map((one) => one.field.id),
    ),
  }));
  await addLines(open, fields, records);
  return records;
}

function storedIn(open: OpenApp, fields: readonly ReadField[]): { field: ReadField; column: ShapeColumn }[] {
  return fields.flatMap((field) => {
    const column = columnOf(open, field.field.id);
    return column === undefined ? [] : [{ field, column }];
  });
}

function answersFrom(columns: readonly ShapeColumn[], row: Row): Answers {
  const answers: Answers = {};
  for (const one of columns) {
    const raw = row[`f${one.fieldId}`];
    const value = one.place === 'overflow' ? ((raw ?? null) as Json) : fromDriver(one.sqlType, raw);
    if (value !== null) answers[one.fieldId] = value;
  }
  return answers;
}

async function addLines(open: OpenApp, fields: readonly ReadField[], records: ListedRecord[]): Promise<void> {
  if (records.length === 0) return;
  const byId = new Map(records.map((one) => [one.id, one.answers]));
  for (const field of fields) {
    const child = childOf(open, field.field.id);
    if (child === undefined) continue;
    const inside = new Set((field.field.fields ?? []).map((one) => one.id));
    const columns = child.columns.filter((one) => inside.has(one.fieldId));
    const names = columns.map((one) => sql`l.${sql.id(columnName(one))} AS ${sql.id(`f${one.fieldId}`)}`);
    // Lines of records whose field is masked stay there.
    const readable = field.read === true ? sql`true` : granted(open, field.read);
    const join = field.read === true ? sql`` : sql`JOIN ${tableOf(open)} ON r.id = l.record_id`;
    const { rows } = await sql<Row>`
      SELECT ${sql.join([sql`l.record_id, l.line_key`, ...names])} FROM ${sql.id(child.table)} AS l ${join}
      WHERE l.record_id = ANY (${[...byId.keys()]}::uuid[]) AND l.position IS NOT NULL AND ${readable}
      ORDER BY l.record_id, l.position, l.line_key COLLATE "C"`.execute(open.desk.tx);
    for (const row of rows) {
      const answers = byId.get(row.record_id as string)!;
      const line: Line = { key: row.line_key as string, values: answersFrom(columns, row) };
      answers[child.fieldId] = [
        ...((answers[child.fieldId] ?? []) as unknown as Line[]),
        line,
      ] as unknown as Json;
    }
  }
}
