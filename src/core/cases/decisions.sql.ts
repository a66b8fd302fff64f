import { sql } from 'kysely';
import type { Outcome } from '#core/process';
import type { Tx } from '#platform/db.server';

export interface DecisionRow {
  id: string;
  case_id: string;
  outcome: Outcome;
  reasons: string;
  content: DecisionContent;
  drafted_by: string | null;
  drafter_staff_id: string | null;
  drafter_name: string | null;
  drafted_at: Date;
  decided_at: Date | null;
}

/** What a decision says beyond its outcome. */
export interface DecisionContent {
  validFrom?: string;
  validTo?: string;
  /** By line key of the procedure's `partialBy` field. */
  items?: { key: string; granted: boolean; reason: string }[];
  /** Whole paragraphs of the register's answer, for certificates. */
  register?: unknown;
}

/** The live decision of a case: drafted and not dropped. */
export async function selectDecision(tx: Tx, caseId: string): Promise<DecisionRow | null> {
  const { rows } = await sql<DecisionRow>`
    SELECT d.id, d.case_id, d.outcome, d.reasons, d.content, d.drafted_by, p.staff_id AS drafter_staff_id,
      s.family || ' ' || s.given AS drafter_name, d.drafted_at, d.decided_at
    FROM decisions d LEFT JOIN posts p ON p.id = d.drafted_by LEFT JOIN staff s ON s.id = p.staff_id
    WHERE d.case_id = ${caseId} AND d.dropped_at IS NULL`.execute(tx);
  return rows[0] ?? null;
}

export async function insertDecision(
  tx: Tx,
  row: {
    id: string;
    caseId: string;
    outcome: Outcome;
    reasons: string;
    content: DecisionContent;
    draftedBy: string | null;
    decided: boolean;
  },
): Promise<void> {
  await sql`
    INSERT INTO decisions (id, case_id, outcome, reasons, content, drafted_by, decided_at)
    VALUES (${row.id}, ${row.caseId}, ${row.outcome}, ${row.reasons}, ${JSON.stringify(row.content)}::jsonb, ${row.draftedBy},
      ${row.decided ? sql`now()` : null})`.execute(tx);
}

export async function dropDecision(tx: Tx, id: string): Promise<void> {
  await sql`UPDATE decisions SET dropped_at = now() WHERE id = ${id} AND decided_at IS NULL`.execute(tx);
}

export async function markDecided(tx: Tx, id: string): Promise<void> {
  await sql`UPDATE decisions SET decided_at = now() WHERE id = ${id} AND decided_at IS NULL`.execute(tx);
}

export interface ApprovalRow {
  step: number;
  act: 'approve' | 'send-back' | 'decide' | 'recall';
  staff_id: string | null;
  name: string | null;
  position: string | null;
  stands_in_for: string | null;
  note: string;
  at: Date;
}

export async function insertApproval(
  tx: Tx,
  row: {
    decisionId: string;
    step: number;
    act: ApprovalRow['act'];
    postId: string;
    standsInFor: string | null;
    note: string;
  },
): Promise<void> {
  await sql`
    INSERT INTO approvals (decision_id, step, post_id, stands_in_for, act, note)
    VALUES (${row.decisionId}, ${row.step}, ${row.postId}, ${row.standsInFor}, ${row.act}, ${row.note})`.execute(
    tx,
  );
}

export async function selectApprovals(tx: Tx, decisionId: string): Promise<ApprovalRow[]> {
  const { rows } = await sql<ApprovalRow>`
    SELECT a.step, a.act, p.staff_id, s.family || ' ' || s.given AS name, p.position,
      (SELECT s2.family || ' ' || s2.given FROM posts p2 JOIN staff s2 ON s2.id = p2.staff_id WHERE p2.id = a.stands_in_for) AS stands_in_for,
      a.note, a.at
    FROM approvals a LEFT JOIN posts p ON p.id = a.post_id LEFT JOIN staff s ON s.id = p.staff_id
    WHERE a.decision_id = ${decisionId} ORDER BY a.step, a.round`.execute(tx);
  return rows;
}
