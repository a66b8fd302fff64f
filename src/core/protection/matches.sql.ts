/** Which cases speak of somebody under a measure. The one definition of a match; everything else asks here. */
import { type RawBuilder, sql } from 'kysely';
import type { CasePerson } from '#core/records.server';
import type { Tx } from '#platform/db.server';
import type { CaseProtection, PersonRole, ProtectionMatch } from './model.ts';

/**
 * Live matches. `a:` (addressee number) and `p:` (linked by an officer) are certain; a name needs the same birth date or one
 * that is unknown on either side; a reading needs the same birth date. What an officer decided counts until the case names
 * somebody new.
 */
const matches = sql`
  SELECT h.* FROM (
    SELECT cp.case_id, pp.id AS person_id, pp.measure_id, pp.role, bool_or(cp.role = 'applicant') AS applicant,
      max(cp.added_at) AS named_at,
      coalesce(bool_or(k.key ~ '^[ap]:' OR cp.birth_date = pp.birth_date::text), false) AS certain,
      bool_or(m.valid_to < CURRENT_DATE) AS expired
    FROM protection_keys k
      JOIN case_persons cp ON cp.key = k.key
      JOIN protection_persons pp ON pp.id = k.person_id
      JOIN protection_measures m ON m.id = pp.measure_id AND m.ended_at IS NULL
    WHERE k.key ~ '^[ap]:' OR cp.birth_date = pp.birth_date::text
      OR (k.key LIKE 'n:%' AND (cp.birth_date = '' OR pp.birth_date IS NULL))
    GROUP BY cp.case_id, pp.id, pp.measure_id, pp.role) h
  WHERE coalesce((
    SELECT d.verdict = 'same' OR d.at < h.named_at FROM protection_match_decisions d
    WHERE d.case_id = h.case_id AND d.person_id = h.person_id ORDER BY d.id DESC LIMIT 1), true)`;

/**
 * Condition on `cases` under the given alias: nobody under a measure is named, and the case is indexed. For lists, exports,
 * bulk operations and searches that leave protected cases out; staff side only.
 */
export function notProtected(alias = 'cases'): RawBuilder<boolean> {
  const id = sql.ref(`${alias}.id`);
  return sql<boolean>`(${id} NOT IN (SELECT case_id FROM (${matches}) AS protected_cases)
    AND EXISTS (SELECT 1 FROM case_persons indexed WHERE indexed.case_id = ${id}))`;
}

/**
 * The protection of these cases; those that are not in the answer have none. The question every output asks before it lets
 * go of anything about a case: see `output-paths.server.ts` for what each does with the answer.
 */
export async function protectionOf(
  tx: Tx,
  { caseIds }: { caseIds: readonly string[] },
): Promise<Map<string, CaseProtection>> {
  const found = new Map<string, CaseProtection>();
  if (caseIds.length === 0) return found;
  const { rows } = await sql<{
    case_id: string;
    person_id: string | null;
    measure_id: string;
    role: PersonRole;
    applicant: boolean;
    certain: boolean;
    expired: boolean;
  }>`
    SELECT m.case_id, m.person_id, m.measure_id, m.role, m.applicant, m.certain, m.expired
    FROM (${matches}) AS m WHERE m.case_id = ANY (${caseIds}::uuid[])
    UNION ALL
    SELECT c.id, NULL, NULL, NULL, false, false, false FROM cases c
    WHERE c.id = ANY (${caseIds}::uuid[]) AND NOT EXISTS (SELECT 1 FROM case_persons cp WHERE cp.case_id = c.id)`.execute(
    tx,
  );
  for (const row of rows) {
    const one = found.get(row.case_id) ?? { state: 'unchecked', matches: [], own: false };
    found.set(row.case_id, one);
    if (row.person_id === null) continue;
    const match: ProtectionMatch = {
      measureId: row.measure_id,
      personId: row.person_id,
      role: row.role,
      applicant: row.applicant,
      certain: row.certain,
      expired: row.expired,
    };
    one.matches.push(match);
    const sheltered = row.role === 'protected' || row.role === 'along';
    one.own ||= sheltered && row.applicant;
    if (!sheltered) one.state = 'counterpart';
    else if (one.state !== 'counterpart') one.state = 'protected';
  }
  return found;
}

/** Notes who a case speaks of. Never takes anything back: a name that was corrected still counts. */
export async function insertCasePersons(tx: Tx, caseId: string, persons: CasePerson[]): Promise<void> {
  await sql`
    INSERT INTO case_persons (case_id, role, key, birth_date)
    SELECT ${caseId}::uuid, p.role, p.key, p.birth_date
    FROM jsonb_to_recordset(${JSON.stringify(
      persons.map(({ role, key, birthDate }) => ({ role, key, birth_date: birthDate })),
    )}::jsonb) AS p (role text, key text, birth_date text)
    ON CONFLICT DO NOTHING`.execute(tx);
}

/** Cases nobody indexed yet: those that stood here before this table did. */
export async function selectUnindexed(
  tx: Tx,
  limit: number,
): Promise<{ id: string; app_id: string; app_version: number; record_id: string }[]> {
  const { rows } = await sql<{ id: string; app_id: string; app_version: number; record_id: string }>`
    SELECT c.id, c.app_id, c.app_version, c.record_id FROM cases c
    WHERE NOT EXISTS (SELECT 1 FROM case_persons cp WHERE cp.case_id = c.id) LIMIT ${limit}`.execute(tx);
  return rows;
}

const lockName = sql`hashtextextended(current_schema() || ':protection', 0)`;

/**
 * To the end of the transaction no measure is recorded: what was asked stays true until the output has been committed. Taken
 * before the question, by everything that issues.
 */
export async function holdMeasures(tx: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock_shared(${lockName})`.execute(tx);
}

/** Waits for every output under way, and lets none begin: whoever records or widens a measure. */
export async function lockMeasures(tx: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${lockName})`.execute(tx);
}
