/** Renewal and end of a measure: one person proposes, another confirms. The table itself refuses the same person. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface ProposalRow {
  id: string;
  measure_id: string;
  kind: 'renew' | 'end';
  valid_to: string | null;
  reason: string;
  proposed_staff: string;
  proposer: string;
  proposed_at: Date;
}

/** The open one, locked: two who confirm at once do it once. */
export async function selectOpenProposal(
  tx: Tx,
  measureId: string,
  lock = false,
): Promise<ProposalRow | null> {
  const { rows } = await sql<ProposalRow>`
    SELECT o.id, o.measure_id, o.kind, o.valid_to, o.reason, o.proposed_staff,
      p.position || ' ' || s.family || ' ' || s.given AS proposer, o.proposed_at
    FROM protection_proposals o JOIN posts p ON p.id = o.proposed_by JOIN staff s ON s.id = o.proposed_staff
    WHERE o.measure_id = ${measureId} AND o.outcome IS NULL ${lock ? sql`FOR UPDATE OF o` : sql``}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** False when one is open already. */
export async function insertProposal(
  tx: Tx,
  row: {
    id: string;
    measureId: string;
    kind: ProposalRow['kind'];
    validTo: string | null;
    reason: string;
    postId: string;
    staffId: string;
  },
): Promise<boolean> {
  const result = await sql`
    INSERT INTO protection_proposals (id, measure_id, kind, valid_to, reason, proposed_by, proposed_staff)
    VALUES (${row.id}, ${row.measureId}, ${row.kind}, ${row.validTo}, ${row.reason}, ${row.postId}, ${row.staffId})
    ON CONFLICT (measure_id) WHERE outcome IS NULL DO NOTHING`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function answerProposalRow(
  tx: Tx,
  id: string,
  row: { outcome: 'confirmed' | 'declined'; postId: string; staffId: string },
): Promise<void> {
  await sql`
    UPDATE protection_proposals SET outcome = ${row.outcome}, answered_by = ${row.postId}, answered_staff = ${row.staffId},
      answered_at = now() WHERE id = ${id} AND outcome IS NULL`.execute(tx);
}

export async function extendTerm(tx: Tx, measureId: string, validTo: string): Promise<void> {
  await sql`UPDATE protection_measures SET valid_to = ${validTo} WHERE id = ${measureId} AND ended_at IS NULL`.execute(
    tx,
  );
}

export async function endTerm(tx: Tx, measureId: string): Promise<void> {
  await sql`UPDATE protection_measures SET ended_at = now() WHERE id = ${measureId} AND ended_at IS NULL`.execute(
    tx,
  );
}
