/** For tests of keys: what somebody with the rights of the tables' owner could do, and what a dump shows. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { addTotp } from '#core/people/staff.server';
import type { SealScene } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';

export async function selectCaseOf(tx: Tx, applicationId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM cases WHERE application_id = ${applicationId}`.execute(tx);
  return rows[0]!.id;
}

/** Every row of every table of this city and of the job queue, as text: what a dump shows. */
export async function dumpLines(tx: Tx, schema: string): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ${schema} ORDER BY 1`.execute(
    tx,
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ line: string }>`SELECT t::text AS line FROM ${sql.raw(name)} t`.execute(tx);
    lines.push(...rows.map((row) => `${name} ${row.line}`));
  }
  return lines;
}

export async function addSealedTotp(scene: SealScene): Promise<void> {
  const id = randomUUID();
  await sql`INSERT INTO staff (id, login, family, given) VALUES (${id}, ${id}, '試', '験')`.execute(scene.tx);
  await addTotp(scene, id, 'JBSWY3DPEHPK3PXP');
}

const record = (caseId: string) => sql`(SELECT record_id FROM cases WHERE id = ${caseId})`;

export async function copySealed(tx: Tx, from: string, to: string): Promise<void> {
  await sql`
    UPDATE r_school_expense_assistance t SET f70 = (
      SELECT f70 FROM r_school_expense_assistance WHERE id = ${record(from)})
    WHERE id = ${record(to)}`.execute(tx);
}

export async function emptySealed(tx: Tx, caseId: string): Promise<void> {
  await sql`UPDATE r_school_expense_assistance SET f70 = NULL WHERE id = ${record(caseId)}`.execute(tx);
}

export async function plantSealed(tx: Tx, caseId: string, value: Uint8Array): Promise<void> {
  await sql`
    UPDATE r_school_expense_assistance SET f70 = ${Buffer.from(value)} WHERE id = ${record(caseId)}`.execute(
    tx,
  );
}

/** As the migration leaves it in a city that worked before; long ago. */
export async function addLegacyKey(tx: Tx): Promise<void> {
  await sql`
    INSERT INTO data_keys (zone, id, state, wrapped_by, wrapped, created_at)
    VALUES ('staff', 'v1', 'old', '', '\\x', now() - interval '2 days')`.execute(tx);
}
