import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** By the same rule as `matches`: a name needs the same birth date or one that is unknown, a reading the same. */
export async function selectMet(
  tx: Tx,
  persons: readonly { id: string; key: string; birthDate: string }[],
): Promise<Set<string>> {
  if (persons.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT n.id
    FROM unnest(${persons.map((one) => one.id)}::text[], ${persons.map((one) => one.key)}::text[],
        ${persons.map((one) => one.birthDate)}::text[]) AS n (id, key, birth_date)
      JOIN protection_keys k ON k.key = n.key
      JOIN protection_persons pp ON pp.id = k.person_id
      JOIN protection_measures m ON m.id = pp.measure_id AND m.ended_at IS NULL
    WHERE n.birth_date = pp.birth_date::text
      OR (k.key LIKE 'n:%' AND (n.birth_date = '' OR pp.birth_date IS NULL))`.execute(tx);
  return new Set(rows.map((row) => row.id));
}
