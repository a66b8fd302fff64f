/**
 * After a backup older than the anchors was put back, their newest rows are lost for good. The key's owner says so once, with
 * the reason, in every anchor: sealing goes on, and verification shows what was lost instead of finding it each time.
 */
import type { Database } from '#platform/db.server';
import { type AnchorSink, putEntry } from './anchor.server.ts';
import { headText, openHead } from './head.server.ts';
import { selectLastHead, selectMoment } from './leaves.sql.ts';
import type { Signer } from './note.server.ts';
import { noteDone } from './state.sql.ts';
import { Frontier } from './tree.server.ts';

/** Gives the size from which the tree goes on; null when the last head itself is not ours: then only a backup helps. */
export async function resumeSealing(
  db: Database,
  municipality: string,
  signer: Signer,
  sinks: AnchorSink[],
  reason: string,
): Promise<number | null> {
  const { moment, row } = await db.tenant(municipality, 'worker', async (tx) => ({
    moment: await selectMoment(tx),
    row: await selectLastHead(tx),
  }));
  const last = row === null ? null : openHead(signer, row.note);
  if (row !== null && last === null) return null;
  const size = last?.size ?? 0;
  const root = last?.root ?? new Frontier().root().toString('base64');
  const note = signer.sign(headText(signer, { previous: null, ...moment, size, root, resumed: reason }));
  for (const sink of sinks) {
    await putEntry(sink, municipality, signer, {
      format: 'madoguchi-audit-anchor-1',
      note,
      from: size,
      to: size,
      rows: [],
      leaves: '',
    });
    await db.tenant(municipality, 'worker', (tx) => noteDone(tx, sink.name, size));
  }
  return size;
}
