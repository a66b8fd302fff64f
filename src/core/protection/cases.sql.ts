/** What a measure looks up and does in cases: which it meets, what an officer decided there, what was allowed once. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { ExaminedOutput, PersonRole } from './model.ts';

/** Cases that name one of these persons by any key, whatever the birth date: a superset, for asking `protectionOf`. */
export async function selectCandidates(tx: Tx, measureId: string): Promise<string[]> {
  const { rows } = await sql<{ case_id: string }>`
    SELECT DISTINCT cp.case_id FROM protection_persons pp JOIN protection_keys k ON k.person_id = pp.id
      JOIN case_persons cp ON cp.key = k.key WHERE pp.measure_id = ${measureId}`.execute(tx);
  return rows.map((row) => row.case_id);
}

export interface MetCase {
  id: string;
  receipt_number: string;
  application_id: string | null;
  procedure_id: string;
  procedure_version: number;
  app_id: string;
  app_version: number;
  record_id: string;
  department: string;
  applicant_name: string;
  state: string;
  arrived_at: Date;
}

/** Newest first. An officer of 支援措置 reaches every case a measure meets, in whatever department, and no other. */
export async function selectMetCases(tx: Tx, ids: string[]): Promise<MetCase[]> {
  const { rows } = await sql<MetCase>`
    SELECT id, receipt_number, application_id, procedure_id, procedure_version, app_id, app_version, record_id, department,
      applicant_name, state, arrived_at
    FROM cases WHERE id = ANY (${ids}::uuid[]) ORDER BY arrived_at DESC LIMIT 500`.execute(tx);
  return rows;
}

export async function selectCaseByNumber(tx: Tx, receiptNumber: string): Promise<string | null> {
  const { rows } = await sql<{
    id: string;
  }>`SELECT id FROM cases WHERE receipt_number = ${receiptNumber}`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function insertMatchDecision(
  tx: Tx,
  row: {
    caseId: string;
    personId: string;
    verdict: 'same' | 'different' | 'unrelated';
    reason: string;
    postId: string;
  },
): Promise<void> {
  await sql`
    INSERT INTO protection_match_decisions (case_id, person_id, verdict, reason, post_id)
    VALUES (${row.caseId}, ${row.personId}, ${row.verdict}, ${row.reason}, ${row.postId})`.execute(tx);
}

export interface MatchDecisionLine {
  person_id: string;
  role: PersonRole;
  verdict: 'same' | 'different' | 'unrelated';
  reason: string;
  who: string;
  at: Date;
}

export async function selectMatchDecisions(tx: Tx, caseId: string): Promise<MatchDecisionLine[]> {
  const { rows } = await sql<MatchDecisionLine>`
    SELECT d.person_id, pp.role, d.verdict, d.reason, p.position || ' ' || s.family || ' ' || s.given AS who, d.at
    FROM protection_match_decisions d JOIN protection_persons pp ON pp.id = d.person_id
      JOIN posts p ON p.id = d.post_id JOIN staff s ON s.id = p.staff_id
    WHERE d.case_id = ${caseId} ORDER BY d.id DESC`.execute(tx);
  return rows;
}

export interface Examination {
  id: string;
  output: ExaminedOutput;
  target: string | null;
  verdict: 'allow' | 'refuse';
  show_address: boolean;
  reason: string;
  seen: string[];
  who: string;
  at: Date;
  used_at: Date | null;
}

export async function insertExamination(
  tx: Tx,
  row: {
    id: string;
    caseId: string;
    output: ExaminedOutput;
    target: string | null;
    verdict: Examination['verdict'];
    showAddress: boolean;
    reason: string;
    seen: string[];
    staffId: string;
    postId: string;
  },
): Promise<void> {
  await sql`
    INSERT INTO protection_examinations (id, case_id, output, target, verdict, show_address, reason, seen, staff_id, post_id)
    VALUES (${row.id}, ${row.caseId}, ${row.output}, ${row.target}, ${row.verdict}, ${row.showAddress}, ${row.reason},
      ${row.seen}, ${row.staffId}, ${row.postId})`.execute(tx);
}

export async function selectExaminations(tx: Tx, caseId: string): Promise<Examination[]> {
  const { rows } = await sql<Examination>`
    SELECT e.id, e.output, e.target, e.verdict, e.show_address, e.reason, e.seen,
      p.position || ' ' || s.family || ' ' || s.given AS who, e.at, u.at AS used_at
    FROM protection_examinations e LEFT JOIN protection_uses u ON u.examination_id = e.id
      JOIN posts p ON p.id = e.post_id JOIN staff s ON s.id = e.staff_id
    WHERE e.case_id = ${caseId} ORDER BY e.at DESC`.execute(tx);
  return rows;
}

/**
 * Examinations that still say something: not used, not older than a week, and made when every person matched now stood in a
 * measure already. Each output of the case is decided by its latest, so a later refusal ends an earlier allowance.
 */
const standing = (caseId: string, persons: string[]) => sql`
  SELECT DISTINCT ON (e.output, coalesce(e.target, '')) e.* FROM protection_examinations e
  WHERE e.case_id = ${caseId} AND e.at > now() - interval '7 days'
    AND e.at > coalesce((SELECT max(pp.added_at) FROM protection_persons pp WHERE pp.id = ANY (${persons}::uuid[])), '-infinity')
  ORDER BY e.output, coalesce(e.target, ''), e.at DESC`;

/** The outputs that are allowed once now, for saying so on the case page. */
export async function selectAllowances(
  tx: Tx,
  caseId: string,
  persons: string[],
): Promise<{ output: ExaminedOutput; target: string | null; verdict: Examination['verdict'] }[]> {
  const { rows } = await sql<{
    output: ExaminedOutput;
    target: string | null;
    verdict: Examination['verdict'];
  }>`
    SELECT s.output, s.target, s.verdict FROM (${standing(caseId, persons)}) s
    WHERE NOT EXISTS (SELECT 1 FROM protection_uses u WHERE u.examination_id = s.id)`.execute(tx);
  return rows;
}

/** Uses an examination up; null when there is none to use. Two at once: the primary key lets one through. */
export async function spendExamination(
  tx: Tx,
  use: {
    caseId: string;
    output: ExaminedOutput;
    target: string | null;
    verdict: Examination['verdict'];
    persons: string[];
    postId: string | null;
  },
): Promise<{ id: string; show_address: boolean } | null> {
  const { rows } = await sql<{ id: string; show_address: boolean }>`
    WITH chosen AS (
      SELECT s.id, s.show_address FROM (${standing(use.caseId, use.persons)}) s
      WHERE s.output = ${use.output} AND s.verdict = ${use.verdict} AND s.target IS NOT DISTINCT FROM ${use.target}),
    used AS (
      INSERT INTO protection_uses (examination_id, post_id) SELECT id, ${use.postId}::uuid FROM chosen
      ON CONFLICT DO NOTHING RETURNING examination_id)
    SELECT c.id, c.show_address FROM chosen c JOIN used u ON u.examination_id = c.id`.execute(tx);
  return rows[0] ?? null;
}

/** Whether this examination was made when all these persons stood in a measure already. */
export async function knewThem(tx: Tx, examinationId: string, persons: string[]): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM protection_examinations e WHERE e.id = ${examinationId}
      AND e.at > coalesce((SELECT max(pp.added_at) FROM protection_persons pp WHERE pp.id = ANY (${persons}::uuid[])), '-infinity')`.execute(
    tx,
  );
  return rows.length === 1;
}

/** Attachments and scans of a case, without their names: a name may say where somebody is. */
export async function selectFilesOf(tx: Tx, caseId: string): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM staff_files WHERE case_id = ${caseId} ORDER BY added_at, id`.execute(tx);
  return rows;
}
