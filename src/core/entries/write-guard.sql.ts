/** Writing where a unique key may be in the way: what the database refuses becomes a sentence beside the field. */
import { sql } from 'kysely';
import type { WorkApp } from '#core/definitions';
import type { Answers, Field } from '#core/fields';
import { columnKinds } from '#core/fields';
import { columnName, type Shape } from '#core/records.server';
import type { Tx } from '#platform/db.server';

/** The work's own result, or null when a unique key refused it: then nothing of it stands. */
export async function unlessTwice<T>(tx: Tx, guarded: boolean, work: () => Promise<T>): Promise<T | null> {
  if (!guarded) return work();
  await sql`SAVEPOINT entry`.execute(tx);
  try {
    const done = await work();
    await sql`RELEASE SAVEPOINT entry`.execute(tx);
    return done;
  } catch (error) {
    if ((error as { code?: unknown }).code !== '23505') throw error;
    await sql`ROLLBACK TO SAVEPOINT entry`.execute(tx);
    await sql`RELEASE SAVEPOINT entry`.execute(tx);
    return null;
  }
}

export interface Twin {
  fields: Field[];
  /** The record that has the values already. */
  id: string;
}

/** Which unique keys of the app other living records hold already with these answers. */
export async function selectTwins(
  tx: Tx,
  app: WorkApp,
  fields: readonly Field[],
  shape: Shape,
  recordId: string,
  answers: Answers,
): Promise<Twin[]> {
  const found: Twin[] = [];
  for (const codes of app.work.unique ?? []) {
    const key = codes.flatMap((code) => fields.find((field) => field.code === code) ?? []);
    const columns = key.flatMap((field) => {
      const column = shape.columns.find((one) => one.fieldId === field.id && one.place === 'column');
      const value = answers[String(field.id)] ?? null;
      if (column === undefined || value === null || column.sqlType === 'jsonb' || column.sqlType === 'bytea')
        return [];
      const parameter = columnKinds[column.sqlType].toColumn(value);
      return [sql`${sql.id(columnName(column))} = ${parameter}::${sql.raw(column.sqlType)}`];
    });
    // A key with an empty part is nobody's twin.
    if (columns.length < codes.length) continue;
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM ${sql.id(shape.table)}
      WHERE deleted_at IS NULL AND id <> ${recordId}::uuid AND ${sql.join(columns, sql` AND `)} LIMIT 1`.execute(
      tx,
    );
    if (rows[0] !== undefined) found.push({ fields: key, id: rows[0].id });
  }
  return found;
}
