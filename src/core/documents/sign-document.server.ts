/** The city's signature on a rendered document, or the note that it has to wait for it. */
import type { Tx } from '#platform/db.server';
import type { SignatureFacts, Signer } from '#platform/signing.server';
import type { DocumentRow } from './documents.sql.ts';
import { markWaiting } from './waiting.sql.ts';

export interface Signing {
  signer: Signer;
  /** How long a document waits for a timestamp before it goes out without; null: as long as it takes. */
  patienceMs: number | null;
}

/** Null: noted as waiting. Without a certificate the bytes stay as they are. */
export async function signDocument(
  tx: Tx,
  signing: Signing | undefined,
  document: DocumentRow,
  pdf: Uint8Array,
): Promise<{ bytes: Uint8Array; facts: SignatureFacts | null } | null> {
  if (signing === undefined) return { bytes: pdf, facts: null };
  const { signer, patienceMs } = signing;
  const signed = await signer.sign(pdf);
  if (signed.ok) return signed.value;
  if (signed.error.code === 'unavailable' && patienceMs !== null && waited(document) >= patienceMs) {
    const without = await signer.sign(pdf, { timestamp: 'omit' });
    if (without.ok) return without.value;
  }
  await markWaiting(tx, document.id, signed.error.code === 'unavailable' ? 'timestamp' : 'certificate');
  return null;
}

function waited(document: DocumentRow): number {
  return document.waiting_since === null ? 0 : Date.now() - document.waiting_since.getTime();
}
