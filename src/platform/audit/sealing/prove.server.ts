/** The proof that one row stands in the signed tree, for somebody who does not trust us: see check-proof.server.ts. */
import type { Database } from '#platform/db.server';
import type { InclusionProof } from './check-proof.server.ts';
import { contentOf, type LeafRow, selectLastHead, selectLeaves } from './leaves.sql.ts';
import { hashBytes, inclusionPath, leafHash } from './tree.server.ts';
import { selectLeafOf, selectStored } from './verify.sql.ts';

const page = 20_000;

/** Null when the row has no leaf: there is none, or it is not sealed yet. */
export async function proveRow(
  db: Database,
  municipality: string,
  row: string,
): Promise<InclusionProof | null> {
  const read = <T>(work: Parameters<typeof db.tenant<T>>[2]) => db.tenant(municipality, 'worker', work);
  const position = await read((tx) => selectLeafOf(tx, row));
  const head = await read((tx) => selectLastHead(tx));
  if (position === null || head === null || position >= Number(head.size)) return null;
  const size = Number(head.size);
  const leaves = Buffer.alloc(size * hashBytes);
  for (let from = 0; from < size; from += page) {
    const some: LeafRow[] = await read((tx) => selectLeaves(tx, from, Math.min(from + page, size)));
    for (const leaf of some) leaf.hash.copy(leaves, Number(leaf.position) * hashBytes);
  }
  const [stored] = await read((tx) => selectStored(tx, position, position + 1));
  const content = stored?.id == null ? null : contentOf({ ...stored, id: stored.id });
  return {
    format: 'madoguchi-audit-proof-1',
    // A redacted row's remains are not what was sealed: the leaf alone is proved.
    content: content !== null && leafHash(content).equals(stored!.hash) ? content : null,
    leaf: stored!.hash.toString('hex'),
    index: position,
    path: inclusionPath(leaves, position).map((hash) => hash.toString('hex')),
    head: head.note,
  };
}
