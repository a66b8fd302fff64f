/** Rules about the record, asked of several records in one statement. */
import { sql } from 'kysely';
import type { Grant } from '#core/policy';
import type { ReadField, Standing } from './model.ts';
import type { OpenApp } from './open-app.server.ts';
import { granted, namedRows, rowsFor, tableOf } from './rows.sql.ts';

export async function selectStandings(
  open: OpenApp,
  ids: readonly string[],
  fields: readonly ReadField[],
): Promise<Map<string, Standing>> {
  if (ids.length === 0) return new Map();
  const asked = (grant: Grant, name: string) =>
    sql`coalesce(${granted(open, grant)}, false) AS ${sql.id(name)}`;
  const list = sql.join([
    sql`r.id`,
    asked(open.access.rows('edit'), 'edit'),
    asked(open.access.rows('delete'), 'delete'),
    ...fields.flatMap(({ field, read }) => [
      asked(read, `r${field.id}`),
      asked(open.access.field(field.id).edit, `w${field.id}`),
    ]),
  ]);
  const { rows } = await sql<Record<string, boolean> & { id: string }>`
    SELECT ${list} FROM ${tableOf(open)} WHERE ${namedRows(open, ids)} AND ${rowsFor(open, 'view')}`.execute(
    open.desk.tx,
  );
  const without = (row: Record<string, boolean>, kind: 'r' | 'w') =>
    fields.filter((one) => row[`${kind}${one.field.id}`] !== true).map((one) => one.field.id);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        edit: row.edit === true,
        delete: row.delete === true,
        hidden: without(row, 'r'),
        closed: without(row, 'w'),
      },
    ]),
  );
}
