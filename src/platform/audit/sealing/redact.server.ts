/**
 * Disposal of what an audit row says: content and salt go, the leaf stays, and a signed word says that this was meant. Without
 * the key nobody can pass off a deletion as one. Runs as the owner: no role of a running process may alter audit rows.
 */
import type { Tx } from '#platform/db.server';
import { type AuditRow, insertAudit } from '../audit.sql.ts';
import type { Signer } from './note.server.ts';
import { clearRow, insertRedaction, selectRedactable } from './redact.sql.ts';

const textOf = (signer: Signer, row: string, leaf: Buffer, reason: string) =>
  [`${signer.name}/redaction`, row, leaf.toString('base64'), Buffer.from(reason).toString('base64'), ''].join(
    '\n',
  );

export interface Redaction {
  rows: string[];
  /** Which decision of disposal; never what stood there. */
  reason: string;
  by: Pick<AuditRow, 'actorKind' | 'actorId' | 'postId'>;
}

/** Redacts sealed rows and writes down that it was done. Rows that are not sealed, or were redacted before, are left; gives those done. */
export async function redactAudit(ownerTx: Tx, signer: Signer, redaction: Redaction): Promise<string[]> {
  const leaves = await selectRedactable(ownerTx, redaction.rows);
  for (const { row_id, hash } of leaves) {
    await insertRedaction(ownerTx, row_id, signer.sign(textOf(signer, row_id, hash, redaction.reason)));
    await clearRow(ownerTx, row_id);
  }
  const done = leaves.map((leaf) => leaf.row_id);
  if (done.length > 0)
    await insertAudit(ownerTx, {
      ...redaction.by,
      zone: 'admin',
      act: 'audit.redact',
      noun: 'audit',
      ids: done,
      fieldClasses: [],
      purpose: redaction.reason,
      requestId: null,
    });
  return done;
}

/** Whether a stored word is ours and speaks of this row and this leaf. */
export function openRedaction(signer: Signer, note: string | null, row: string, leaf: Buffer): boolean {
  const text = note === null ? null : signer.open(note);
  const [title, of, hash] = text?.split('\n') ?? [];
  return title === `${signer.name}/redaction` && of === row && hash === leaf.toString('base64');
}
