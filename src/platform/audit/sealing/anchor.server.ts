/**
 * Anchors: signed heads and the leaves below them, kept where whoever owns the database does not rule. With the heads alone
 * one would know that something was altered; with the leaves one knows which row.
 */
import type { Database } from '#platform/db.server';
import { type Head, openHead } from './head.server.ts';
import { selectLastHead, selectLeaves } from './leaves.sql.ts';
import type { Signer } from './note.server.ts';
import { hashBytes } from './tree.server.ts';

/** One entry: a head, and the leaves since the entry before it in the same place. */
export interface AnchorEntry {
  format: 'madoguchi-audit-anchor-1';
  note: string;
  from: number;
  to: number;
  /** Ids of the rows, from the leaf at `from` on. */
  rows: string[];
  /** Their hashes one after the other, base64. */
  leaves: string;
}

/** A place outside the database. Nothing that was put may be changed or taken away by us. */
export interface AnchorSink {
  /** `file`, `s3`, `database`: how people and the state table call it. */
  name: string;
  /** Seconds between two entries at least. */
  every: number;
  /** Keeps an entry for good before it returns. The same entry twice does no harm. */
  put(municipality: string, name: string, bytes: Uint8Array): Promise<void>;
  /** All entries, oldest first. */
  entries(municipality: string): AsyncIterable<Uint8Array>;
  /** The newest entries, newest last: enough to find the last whole one. */
  newest(municipality: string): AsyncIterable<Uint8Array>;
}

/** Leaves in one entry at most, beyond what one head covers. */
const most = 20_000;

/** Puts what the sink does not have yet. `from` is what it has; gives the size it has afterwards. */
export async function anchor(
  db: Database,
  municipality: string,
  signer: Signer,
  sink: AnchorSink,
  from: number,
): Promise<number> {
  for (let done = from; ; ) {
    const entry = await nextEntry(db, municipality, done);
    if (entry === null) return done;
    await putEntry(sink, municipality, signer, entry);
    done = entry.to;
  }
}

/** Names sort by the time of the head, and the same head always has the same name. */
export async function putEntry(
  sink: AnchorSink,
  municipality: string,
  signer: Signer,
  entry: AnchorEntry,
): Promise<void> {
  const head = openHead(signer, entry.note);
  if (head === null) throw new Error('a head that is not signed by us is not anchored');
  const name = `${head.at.slice(0, 7)}/${head.at.replace(/[:.]/g, '-')}-${entry.to}.json`;
  await sink.put(municipality, name, Buffer.from(JSON.stringify(entry)));
}

/** The newest head of ours that a sink has. */
export async function newestHead(
  sink: AnchorSink,
  municipality: string,
  signer: Signer,
): Promise<Head | null> {
  let newest: Head | null = null;
  for await (const bytes of sink.newest(municipality)) {
    const entry = readEntry(bytes);
    newest = (entry === null ? null : openHead(signer, entry.note)) ?? newest;
  }
  return newest;
}

function nextEntry(db: Database, municipality: string, from: number): Promise<AnchorEntry | null> {
  return db.tenant(municipality, 'worker', async (tx) => {
    const newest = await selectLastHead(tx);
    if (newest === null || Number(newest.size) <= from) return null;
    const near = await selectLastHead(tx, from + most);
    const row = near !== null && Number(near.size) > from ? near : newest;
    const to = Number(row.size);
    const leaves = await selectLeaves(tx, from, to);
    return {
      format: 'madoguchi-audit-anchor-1',
      note: row.note,
      from,
      to,
      rows: leaves.map((leaf) => leaf.row_id),
      leaves: Buffer.concat(leaves.map((leaf) => leaf.hash)).toString('base64'),
    };
  });
}

/** What stands in an entry; null when it is no entry or its lengths do not fit. Whether it is ours, its note says. */
export function readEntry(bytes: Uint8Array): AnchorEntry | null {
  try {
    const entry = JSON.parse(Buffer.from(bytes).toString()) as AnchorEntry;
    const count = entry.to - entry.from;
    const fits =
      entry.format === 'madoguchi-audit-anchor-1' &&
      typeof entry.note === 'string' &&
      Number.isSafeInteger(entry.from) &&
      count >= 0 &&
      entry.rows.length === count &&
      Buffer.from(entry.leaves, 'base64').length === count * hashBytes;
    return fits ? entry : null;
  } catch {
    return null;
  }
}
