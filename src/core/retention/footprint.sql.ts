/** For tests: where something stands in a municipality, and which tables would keep it. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** `table.column` of every cell of the municipality in which one of the texts stands. */
export async function namedIn(tx: Tx, texts: string[]): Promise<string[]> {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    SELECT c.relname AS table, a.attname AS column
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped`.execute(
    tx,
  );
  const found: string[] = [];
  for (const { table, column } of columns) {
    const cell = sql`${sql.ref(column)}::text`;
    const holds = sql.join(
      texts.map((one) => sql`position(${one} IN ${cell}) > 0`),
      sql` OR `,
    );
    const { rows } = await sql`SELECT 1 FROM ${sql.id(table)} WHERE ${holds} LIMIT 1`.execute(tx);
    if (rows.length > 0) found.push(`${table}.${column}`);
  }
  return found.sort();
}

/** Foreign keys to what is disposed of that would stop it. */
export async function keysWithoutCascade(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    SELECT conrelid::regclass::text || '.' || conname AS key FROM pg_constraint
    WHERE contype = 'f' AND confdeltype NOT IN ('c', 'n') AND connamespace = current_schema()::regnamespace
      AND confrelid IN ('cases'::regclass, 'decisions'::regclass, 'documents'::regclass, 'applications'::regclass)`.execute(
    tx,
  );
  return rows.map((row) => row.key);
}

/** What the resident side keeps of a case that came online, as `arrive` of core/cases leaves it out. */
export async function insertApplicationOf(tx: Tx, applicationId: string, canary: string): Promise<void> {
  await sql`
    INSERT INTO applications (id, receipt_number, secret_hash, submit_key, body_hash, procedure_id, procedure_version, app_id,
      app_version, language, answers)
    VALUES (${applicationId}, ${`R-${applicationId}`}, 'x', gen_random_uuid(), 'x', 'school-expense-assistance', 1,
      'school-expense-assistance', 1, 'ja', ${JSON.stringify({ 1: canary })}::jsonb)`.execute(tx);
  await sql`
    INSERT INTO application_messages (application_id, sender, body) VALUES (${applicationId}, 'applicant', ${canary})`.execute(
    tx,
  );
  await sql`
    INSERT INTO portal_files (id, application_id, field_id, sha256, name, type, bytes)
    VALUES (gen_random_uuid(), ${applicationId}, 1, repeat('a', 64), ${`${canary}.pdf`}, 'application/pdf', 1)`.execute(
    tx,
  );
}
