/** Light cases for tests of exports, with their records. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { definitionsOf } from '#core/definitions.server';
import { indexCase } from '#core/protection.server';
import { tokyoDate } from '#kernel/dates';
import { bigrams, normaliseForSearch } from '#kernel/text';
import type { Tx } from '#platform/db.server';

export async function plantCases(
  tx: Tx,
  wish: { count: number; department: string; prefix: string; same?: boolean; municipality?: string },
): Promise<void> {
  const definitions = await definitionsOf(tx, wish.municipality ?? '401005');
  const procedure = definitions.procedure('school-expense-assistance', { on: tokyoDate(new Date()) })!;
  const app = definitions.app(procedure.body.app!, { on: tokyoDate(new Date()) })!;
  const birth = app.body.fields.find((one) => one.code === app.body.applicant?.birthDate);
  for (let n = 1; n <= wish.count; n += 1) {
    const [id, record] = [randomUUID(), randomUUID()];
    const number = `${wish.prefix}${String(n).padStart(5, '0')}`;
    const name = wish.same ? `${wish.prefix}同一 太郎` : `試験 ${number}`;
    const table = sql.id(`r_${app.body.id.replaceAll('-', '_')}`);
    const [family, given] = name.split(' ');
    await sql`
      INSERT INTO ${table} (id, f1 ${birth === undefined ? sql`` : sql`, ${sql.id(`f${birth.id}`)}`})
      VALUES (${record}, ${JSON.stringify({ kind: 'two', family, given, kana: { family: 'シケン', given: 'タロウ' } })}::jsonb
        ${birth === undefined ? sql`` : sql`, '1990-01-02'`})`.execute(tx);
    await sql`
      INSERT INTO cases (id, receipt_number, procedure_id, procedure_version, app_id, app_version, record_id, department, state, channel,
        applicant_name, applicant_terms, arrived_at, assurance)
      VALUES (${id}, ${number}, ${procedure.body.id}, ${procedure.version}, ${app.body.id}, ${app.version}, ${record}, ${wish.department},
        'received', 'online', ${name}, ${bigrams(normaliseForSearch(name).replace(/[\s-]/g, ''), { singles: true })}, now(), 'mail')`.execute(
      tx,
    );
    await indexCase(tx, id, app.body, {
      1: { kind: 'two', family, given },
      ...(birth === undefined ? {} : { [birth.id]: '1990-01-02' }),
    } as never);
  }
}
