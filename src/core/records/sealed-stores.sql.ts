/** Records, their lines and their history sealed anew, for a change of keys. */
import { type RawBuilder, sql } from 'kysely';
import type { Answers } from '#core/fields';
import {
  escapeKey,
  isSealed,
  placeOf,
  recordPlace,
  renewAnswers,
  renewRows,
  type SealedStore,
} from '#core/sealing.server';
import { headLength, type KeyMarks, type Vault } from '#platform/crypto.server';
import { countOf, type Tx } from '#platform/db.server';
import { selectShapes } from './apply-shape.sql.ts';
import type { Diff, Shape, ShapeChild, ShapeColumn } from './model.ts';
import { renewHistory } from './sealed-history.server.ts';

type Row = Record<string, Buffer | null>;
// Sealed columns are never used again for another field: their name is that of their field.
const sealedColumns = (columns: ShapeColumn[]) =>
  columns.filter((one) => one.sealed && one.place === 'column').map((one) => `f${one.fieldId}`);
const hasOverflow = (shape: Shape) => shape.columns.some((one) => one.sealed && one.place === 'overflow');

/** Whether one of the columns holds a value under one of the keys. */
function marked(names: string[], marks: KeyMarks, overflow = false): RawBuilder<unknown> {
  const tests = names.map(
    (name) => sql`encode(substring(${sql.id(name)} from 1 for ${headLength}), 'hex') LIKE ANY (${marks.hex})`,
  );
  if (overflow) tests.push(sql`overflow::text LIKE ANY (${marks.json})`);
  return tests.length === 0 ? sql`false` : sql`(${sql.join(tests, sql` OR `)})`;
}

/** Rows of a record table that hold such a value, in themselves or in a line. */
function markedRecords(shape: Shape, marks: KeyMarks): RawBuilder<unknown> {
  const lines = shape.children.map((child) => {
    const columns = sealedColumns(child.columns);
    return sql`EXISTS (SELECT FROM ${sql.id(child.table)} l WHERE l.record_id = r.id AND ${marked(columns, marks)})`;
  });
  return sql`(${sql.join([marked(sealedColumns(shape.columns), marks, hasOverflow(shape)), ...lines], sql` OR `)})`;
}

function recordStore(shape: Shape): SealedStore {
  return {
    name: `records of ${shape.appId}`,
    role: 'staff',
    zone: 'staff',
    count: (tx, marks) => countOf(tx, sql`${sql.id(shape.table)} r WHERE ${markedRecords(shape, marks)}`),
    async renew(tx, vault, marks, after, limit) {
      const names = ['id', ...sealedColumns(shape.columns), ...(hasOverflow(shape) ? ['overflow'] : [])];
      // The record's lock is what revising it takes too; its lines are changed under it only.
      const { rows } = await sql<Row & { id: string; overflow: Answers | null }>`
        SELECT ${sql.join(names.map((name) => sql.id(name)))} FROM ${sql.id(shape.table)} r
        WHERE (${after}::uuid IS NULL OR id > ${after}::uuid) AND ${markedRecords(shape, marks)}
        ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
      return renewRows(rows, async (row) => {
        await renewRow(tx, vault, shape, row);
        for (const child of shape.children) await renewLines(tx, vault, shape, child, row.id);
      });
    },
  };
}

async function renewRow(
  tx: Tx,
  vault: Vault,
  shape: Shape,
  row: Row & { id: string; overflow: Answers | null },
): Promise<void> {
  const at = recordPlace(shape.appId, row.id);
  const sets = sealedColumns(shape.columns).flatMap((name) => {
    const value = row[name];
    if (value === null || value === undefined || vault.isCurrent(value)) return [];
    const place = placeOf(at, name.slice(1));
    return [sql`${sql.id(name)} = ${Buffer.from(vault.move(value, place, place))}`];
  });
  if (row.overflow !== null && row.overflow !== undefined && Object.values(row.overflow).some(isSealed))
    sets.push(sql`overflow = ${JSON.stringify(renewAnswers(vault, at, row.overflow))}::jsonb`);
  if (sets.length > 0)
    await sql`UPDATE ${sql.id(shape.table)} SET ${sql.join(sets)} WHERE id = ${row.id}`.execute(tx);
}

async function renewLines(
  tx: Tx,
  vault: Vault,
  shape: Shape,
  child: ShapeChild,
  recordId: string,
): Promise<void> {
  const names = sealedColumns(child.columns);
  if (names.length === 0) return;
  const { rows } = await sql<Row & { line_key: string }>`
    SELECT line_key, ${sql.join(names.map((name) => sql.id(name)))} FROM ${sql.id(child.table)}
    WHERE record_id = ${recordId}`.execute(tx);
  for (const row of rows) {
    const path = (name: string) => `${child.fieldId}/${escapeKey(row.line_key)}/${name.slice(1)}`;
    const sets = names.flatMap((name) => {
      const value = row[name];
      if (value === null || value === undefined || vault.isCurrent(value)) return [];
      const place = placeOf(recordPlace(shape.appId, recordId), path(name));
      return [sql`${sql.id(name)} = ${Buffer.from(vault.move(value, place, place))}`];
    });
    if (sets.length > 0)
      await sql`
        UPDATE ${sql.id(child.table)} SET ${sql.join(sets)}
        WHERE record_id = ${recordId} AND line_key = ${row.line_key}`.execute(tx);
  }
}

const history: SealedStore = {
  name: 'history of records',
  role: 'worker',
  zone: 'staff',
  count: (tx, marks) => countOf(tx, sql`record_history WHERE diff::text LIKE ANY (${marks.json})`),
  async renew(tx, vault, marks, after, limit) {
    const { rows } = await sql<{
      id: string;
      app_id: string;
      record_id: string;
      revision: number;
      diff: Diff;
    }>`
      SELECT id, app_id, record_id, revision, diff FROM record_history
      WHERE id > ${after ?? '0'}::bigint AND diff::text LIKE ANY (${marks.json})
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
    return renewRows(rows, async (row) => {
      const diff = JSON.stringify(renewHistory(vault, row));
      await sql`UPDATE record_history SET diff = ${diff}::jsonb WHERE id = ${row.id}`.execute(tx);
    });
  },
};

/** One store a table of records with sealed fields (in itself or in lines), and their history. */
export async function recordStores(tx: Tx): Promise<SealedStore[]> {
  const sealed = (await selectShapes(tx)).filter(
    (shape) =>
      shape.columns.some((one) => one.sealed) ||
      shape.children.some((child) => child.columns.some((one) => one.sealed)),
  );
  return [...sealed.map(recordStore), history];
}
