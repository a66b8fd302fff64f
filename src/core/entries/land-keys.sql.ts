/** Unique keys of many records at once: which values other living records hold already, one question per key. */
import { sql } from 'kysely';
import type { Answers, Field, Json } from '#core/fields';
import { isHeld } from '#core/policy';
import {
  columnName,
  fromDriver,
  loadRecords,
  type Shape,
  type ShapeColumn,
  shapeOf,
} from '#core/records.server';
import type { Issue } from '#kernel/errors';
import { reachOf } from './grants.ts';
import type { EntryDesk, OpenApp } from './open-app.server.ts';
import { recordApp } from './settle.server.ts';

interface Candidate {
  id: string;
  after: Answers;
}

interface Key {
  fields: Field[];
  columns: ShapeColumn[];
}

function keysOf(open: OpenApp, shape: Shape): Key[] {
  return (open.app.work.unique ?? []).flatMap((codes) => {
    const fields = codes.flatMap((code) => open.fields.find((field) => field.code === code) ?? []);
    const columns = fields.flatMap(
      (field) => shape.columns.find((one) => one.fieldId === field.id && one.place === 'column') ?? [],
    );
    return fields.length === codes.length && columns.length === codes.length ? [{ fields, columns }] : [];
  });
}

/** As text; null where a part is empty: such a key is nobody's. */
function keyText(fields: readonly Field[], answers: Answers): string | null {
  const parts = fields.map((field) => answers[String(field.id)] ?? null);
  return parts.some((part) => part === null || part === '') ? null : JSON.stringify(parts);
}

/** One text per unique key of the app that is filled in. */
export function uniqueKeysOf(open: OpenApp, answers: Answers): string[] {
  return (open.app.work.unique ?? []).flatMap((codes, index) => {
    const fields = codes.flatMap((code) => open.fields.find((field) => field.code === code) ?? []);
    const value = keyText(fields, answers);
    return value === null ? [] : [`${index} ${value}`];
  });
}

/** What keeps these from being written. A record that is not theirs to see is not told apart. */
export async function clashesOf<C extends Candidate>(
  desk: EntryDesk,
  open: OpenApp,
  shape: Shape,
  candidates: readonly C[],
): Promise<Map<C, Issue[]>> {
  const clashes = new Map<C, Issue[]>();
  const own = new Map(candidates.map((one) => [one.id, one]));
  for (const { fields, columns } of keysOf(open, shape)) {
    const held = new Map<string, string>();
    const wanted = candidates.flatMap((one) => {
      const value = keyText(fields, one.after);
      return value === null ? [] : [{ one, value }];
    });
    if (wanted.length === 0) continue;
    for (const { id, key } of await holders(desk, shape, fields, columns, wanted)) {
      // Another row of this batch gives that record another value.
      const changed = own.get(id);
      if (changed === undefined || keyText(fields, changed.after) === key) held.set(key, id);
    }
    const seen = await visible(desk, open, fields, [...new Set(held.values())]);
    const names = fields.map((field) => `「${field.label.ja}」`).join('と');
    for (const { one, value } of wanted) {
      const holder = held.get(value);
      if (holder === undefined) held.set(value, one.id);
      if (holder === undefined || holder === one.id) continue;
      const hidden = own.has(holder) || seen.has(holder) ? '' : '（あなたには表示できないレコードです。）';
      const where = own.has(holder) ? 'この表の前のほうの行' : 'レコード';
      const message = `${names}が同じ${where}が、すでにあります。${hidden}`;
      clashes.set(one, [...(clashes.get(one) ?? []), { path: `f${fields[0]!.id}`, message }]);
    }
  }
  return clashes;
}

async function holders(
  { tx }: EntryDesk,
  shape: Shape,
  fields: readonly Field[],
  columns: readonly ShapeColumn[],
  wanted: readonly { one: Candidate }[],
): Promise<{ id: string; key: string }[]> {
  const names = columns.map((column) => sql.id(columnName(column)));
  const casts = columns.map(
    (column, index) => sql`${sql.ref(`k.k${index}`)}::${sql.raw(column.sqlType)} AS ${sql.id(`c${index}`)}`,
  );
  const arrays = fields.map((field, index) => {
    const texts = wanted.map(({ one }) => String(one.after[String(field.id)]));
    // Times of answers are Tokyo's, columns are instants.
    return sql`${columns[index]!.sqlType === 'timestamptz' ? texts.map((text) => `${text}+09:00`) : texts}::text[]`;
  });
  const aliases = columns.map((_one, index) => sql.id(`k${index}`));
  const joined = columns.map(
    (_one, index) => sql`${sql.ref(`r.`.concat(columnName(columns[index]!)))} = ${sql.ref(`w.c${index}`)}`,
  );
  const { rows } = await sql<Record<string, unknown> & { id: string }>`
    SELECT r.id, ${sql.join(names.map((name) => sql`r.${name}`))} FROM (
      SELECT DISTINCT ${sql.join(casts)} FROM unnest(${sql.join(arrays)}) AS k (${sql.join(aliases)})) w
    JOIN ${sql.id(shape.table)} r ON ${sql.join(joined, sql` AND `)} WHERE r.deleted_at IS NULL`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    key: JSON.stringify(columns.map((column) => fromDriver(column.sqlType, row[columnName(column)]))),
  }));
}

/** Living records by the value of one field, as JSON text; whether the person may see them is asked when they are changed. */
export async function recordsByKey(
  desk: EntryDesk,
  open: OpenApp,
  fieldId: number,
  values: readonly Json[],
): Promise<Map<string, string>> {
  const shape = await shapeOf(desk.tx, open.app.id);
  const field = open.fields.find((one) => one.id === fieldId);
  const column = shape.columns.find((one) => one.fieldId === fieldId && one.place === 'column');
  if (field === undefined || column === undefined || values.length === 0) return new Map();
  const wanted = values.map((value) => ({ one: { id: '', after: { [fieldId]: value } } }));
  const hidden = open.prepared.sheltered.has(field.id);
  const found = (await holders(desk, shape, [field], [column], wanted)).filter(
    // Nobody finds a record by what it holds back: the row becomes a new one, as if there were none.
    ({ id }) => !hidden || !isHeld(open.held, id),
  );
  return new Map(found.map(({ id, key }) => [JSON.stringify((JSON.parse(key) as Json[])[0]), id]));
}

/** Of these records those that the person may see with the fields of the key. */
async function visible(
  { tx }: EntryDesk,
  open: OpenApp,
  fields: readonly Field[],
  ids: string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const records = await loadRecords(tx, recordApp(open), ids);
  return new Set(
    [...records.values()]
      .filter(({ id, answers }) => {
        const reach = reachOf(open, id, answers);
        return reach.may('view') && fields.every((field) => reach.reads(field.id));
      })
      .map((one) => one.id),
  );
}
