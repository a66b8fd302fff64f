import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Proposal } from './model.ts';

export async function propose(tx: Tx, id: string, proposal: Proposal): Promise<void> {
  await sql`UPDATE documents SET proposal = ${JSON.stringify(proposal)}::jsonb WHERE id = ${id}`.execute(tx);
}

export async function dropProposal(tx: Tx, id: string): Promise<void> {
  await sql`UPDATE documents SET proposal = NULL WHERE id = ${id}`.execute(tx);
}
