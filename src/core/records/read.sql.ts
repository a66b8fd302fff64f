/** Reading records: one statement for the rows, one per kind of lines, never one per row. */
import { sql } from 'kysely';
import type { Answers, Json, Line } from '#core/fields';
import type { Tx } from '#platform/db.server';
import { currentShapeOf } from './apply-shape.sql.ts';
import type { Diff, RecordApp, Shape, ShapeColumn, StoredRecord } from './model.ts';
import { columnName } from './naming.ts';
import { fromDriver } from './storage.ts';

type Row = Record<string, unknown>;

/** One record with the fields of this version of the app, retired ones included; null when there is none. */
export async function loadRecord(tx: Tx, app: RecordApp, recordId: string): Promise<StoredRecord | null> {
  return (await loadRecords(tx, app, [recordId])).get(recordId) ?? null;
}

/** Records by id. */
export async function loadRecords(tx: Tx, app: RecordApp, ids: string[]): Promise<Map<string, StoredRecord>> {
  return selectRecords(
    tx,
    await currentShapeOf(tx, app.id),
    ids,
    new Set(app.fields.map((field) => field.id)),
  );
}

/**
 * All fields of the shape unless `only` names some. `lock` holds the rows until the transaction ends; `free` leaves out those
 * that somebody else holds just then.
 */
export async function selectRecords(
  tx: Tx,
  shape: Shape,
  ids: string[],
  only?: ReadonlySet<number>,
  lock: boolean | 'free' = false,
): Promise<Map<string, StoredRecord>> {
  const records = new Map<string, StoredRecord>();
  if (ids.length === 0) return records;
  const wanted = <T extends { fieldId: number }>(all: T[]) =>
    only === undefined ? all : all.filter((one) => only.has(one.fieldId));
  const columns = wanted(shape.columns);
  const list = ['id', 'revision', 'created_at', 'updated_at', 'deleted_at', ...physical(columns)];
  if (columns.some((one) => one.place === 'overflow')) list.push('overflow');
  const { rows } = await sql<Row>`
    SELECT ${sql.join([...new Set(list)].map((name) => sql.id(name)))} FROM ${sql.id(shape.table)}
    WHERE id = ANY (${ids}::uuid[]) ${lock === 'free' ? sql`FOR UPDATE SKIP LOCKED` : lock ? sql`FOR UPDATE` : sql``}`.execute(
    tx,
  );
  for (const row of rows) {
    records.set(row.id as string, {
      id: row.id as string,
      revision: row.revision as number,
      createdAt: row.created_at as Date,
      updatedAt: row.updated_at as Date,
      deletedAt: row.deleted_at as Date | null,
      answers: answersOf(columns, row),
    });
  }
  if (records.size === 0) return records;
  for (const child of wanted(shape.children)) {
    const names = ['record_id', 'line_key', ...physical(child.columns)];
    const lines = await sql<Row>`
      SELECT ${sql.join(names.map((name) => sql.id(name)))} FROM ${sql.id(child.table)}
      WHERE record_id = ANY (${[...records.keys()]}::uuid[]) AND position IS NOT NULL
      ORDER BY record_id, position, line_key COLLATE "C"`.execute(tx);
    for (const row of lines.rows) {
      const { answers } = records.get(row.record_id as string)!;
      const line: Line = { key: row.line_key as string, values: answersOf(child.columns, row) };
      const before = (answers[child.fieldId] ?? []) as unknown as Line[];
      answers[child.fieldId] = [...before, line] as unknown as Json;
    }
  }
  return records;
}

export interface HistoryRow {
  revision: number;
  at: Date;
  actor_kind: string;
  post_id: string | null;
  /** What was done, where it was more than an edit. */
  act: string | null;
  /** From where: a page, the API, a run over many records, an import. */
  via: string | null;
  diff: Diff;
}

/** Differences after a revision, newest first; 0 gives the whole history. */
export async function selectHistory(
  tx: Tx,
  appId: string,
  recordId: string,
  after = 0,
): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    SELECT revision, at, actor_kind, post_id, act, via, diff FROM record_history
    WHERE app_id = ${appId} AND record_id = ${recordId} AND revision > ${after} ORDER BY revision DESC`.execute(
    tx,
  );
  return rows;
}

function physical(columns: ShapeColumn[]): string[] {
  return columns.filter((one) => one.place !== 'overflow').map(columnName);
}

function answersOf(columns: ShapeColumn[], row: Row): Answers {
  const overflow = (row.overflow ?? {}) as Answers;
  const answers: Answers = {};
  for (const one of columns) {
    const value =
      one.place === 'overflow'
        ? (overflow[one.fieldId] ?? null)
        : fromDriver(one.sqlType, row[columnName(one)]);
    if (value !== null) answers[one.fieldId] = value;
  }
  return answers;
}
