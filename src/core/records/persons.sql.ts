/** The index of whom records name: written by the statement that writes the record, never taken back while the record stands. */
import { type RawBuilder, sql } from 'kysely';
import type { Answers } from '#core/fields';
import type { Tx } from '#platform/db.server';
import type { RecordApp } from './model.ts';
import { type RecordPerson, recordPersons } from './persons.ts';

type Named = { id: string; answers: Answers };

/** A piece of a WITH clause; `written` is the part that gives the ids of what was written. None where nobody is named. */
export function personPieces(
  app: RecordApp,
  records: readonly Named[],
  written: 'record_row' | 'record_rows',
): RawBuilder<unknown>[] {
  // Records of applications are met through their case.
  if (app.work === undefined) return [];
  const rows = records.flatMap(({ id, answers }) =>
    recordPersons(app, answers).map((one) => ({ id, ...one })),
  );
  return rows.length === 0
    ? []
    : [
        sql`person_rows AS (${insertion(app.id, rows)} WHERE p.id IN (SELECT id FROM ${sql.id(written)}) ${anew})`,
      ];
}

const anew = sql`ON CONFLICT DO NOTHING`;

function insertion(appId: string, rows: readonly (RecordPerson & { id: string })[]): RawBuilder<unknown> {
  return sql`INSERT INTO record_persons (app_id, record_id, key, birth_date)
    SELECT ${appId}::text, p.id, p.key, p.birth_date
    FROM unnest(${rows.map((one) => one.id)}::uuid[], ${rows.map((one) => one.key)}::text[],
      ${rows.map((one) => one.birthDate)}::text[]) AS p (id, key, birth_date)`;
}

/** Whom these records name, beside what is known of them. */
export async function insertPersons(tx: Tx, app: RecordApp, records: readonly Named[]): Promise<void> {
  const rows = records.flatMap(({ id, answers }) =>
    recordPersons(app, answers).map((one) => ({ id, ...one })),
  );
  if (rows.length > 0) await sql`${insertion(app.id, rows)} ${anew}`.execute(tx);
}

/** One more key of a record: linked by an officer, or made from another record. */
export async function insertRecordKey(tx: Tx, appId: string, id: string, key: string): Promise<void> {
  await sql`${insertion(appId, [{ id, key, birthDate: '' }])} ${anew}`.execute(tx);
}

/** What the merged record named, its survivor names too: its values may stand there. */
export async function copyPersons(tx: Tx, appId: string, from: string, to: string): Promise<void> {
  await sql`
    INSERT INTO record_persons (app_id, record_id, key, birth_date)
    SELECT app_id, ${to}::uuid, key, birth_date FROM record_persons WHERE app_id = ${appId} AND record_id = ${from}::uuid
    ON CONFLICT DO NOTHING`.execute(tx);
}
