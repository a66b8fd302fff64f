import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Disposal } from './model.ts';

type Row = Omit<Disposal, 'decidedAt'> & { decidedAt: Date };

async function select(tx: Tx, where: RawBuilder<unknown>): Promise<Disposal[]> {
  const { rows } = await sql<Row>`
    SELECT id, kind, noun, ids, decided_at AS "decidedAt", decided_by AS "decidedBy", basis
    FROM disposals WHERE ${where} ORDER BY decided_at, id`.execute(tx);
  return rows.map((row) => ({ ...row, decidedAt: row.decidedAt.toISOString() }));
}

/** What the journal has, oldest first. A decision that a hold stopped never came so far. */
export const selectDisposals = (tx: Tx): Promise<Disposal[]> => select(tx, sql`journaled_at IS NOT NULL`);

/** The decision, if the journal does not have it yet. */
export const selectUnjournaled = (tx: Tx, id: string): Promise<Disposal[]> =>
  select(tx, sql`id = ${id} AND journaled_at IS NULL`);

/** One writer of the journal at a time, whatever process it is in. */
export async function lockJournal(tx: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('madoguchi-disposals'), hashtext(current_schema()))`.execute(
    tx,
  );
}

export async function insertDisposal(tx: Tx, one: Omit<Disposal, 'decidedAt'>): Promise<void> {
  await sql`
    INSERT INTO disposals (id, kind, noun, ids, decided_by, basis)
    VALUES (${one.id}, ${one.kind}, ${one.noun}, ${one.ids}, ${one.decidedBy}, ${one.basis})`.execute(tx);
}

export async function markJournaled(tx: Tx, id: string): Promise<void> {
  await sql`UPDATE disposals SET journaled_at = now() WHERE id = ${id}`.execute(tx);
}

/** Nothing happens when there is no such decision. */
export async function markApplied(tx: Tx, id: string): Promise<void> {
  await sql`UPDATE disposals SET applied_at = now() WHERE id = ${id} AND applied_at IS NULL`.execute(tx);
}

/** As owner, from the journal: a decision that the backup may not know. False when it had been carried out. */
export async function restoreDisposal(tx: Tx, one: Disposal): Promise<boolean> {
  const { rows } = await sql<{ applied: boolean }>`
    INSERT INTO disposals (id, kind, noun, ids, decided_at, decided_by, basis, journaled_at)
    VALUES (${one.id}, ${one.kind}, ${one.noun}, ${one.ids}, ${one.decidedAt}, ${one.decidedBy}, ${one.basis}, now())
    ON CONFLICT (id) DO UPDATE SET journaled_at = coalesce(disposals.journaled_at, now())
    RETURNING applied_at IS NOT NULL AS applied`.execute(tx);
  return rows[0]?.applied === false;
}
