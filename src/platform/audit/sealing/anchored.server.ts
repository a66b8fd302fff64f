/** What an anchor says about each position, read alongside the database: never more than one entry in memory. */
import { type AnchorEntry, type AnchorSink, readEntry } from './anchor.server.ts';
import { type Head, openHead } from './head.server.ts';
import type { Signer } from './note.server.ts';
import { hashBytes } from './tree.server.ts';

export interface AnchoredLeaf {
  row: string;
  hash: Buffer;
}

export interface AnchorSummary {
  name: string;
  /** Null: could not be read. */
  size: number | null;
  /** The newest head there. */
  head: Head | null;
  entries: number;
  /** Entries signed by somebody else, and where leaves between two entries are missing. */
  forged: number;
  gap: number | null;
  resumed: { at: string; size: number; lost: number; reason: string }[];
}

type Read = AnchorEntry & { head: Head };

/** One way through all entries for the heads: how far the anchor goes, and from where it was resumed. */
export async function summarise(
  sink: AnchorSink,
  municipality: string,
  signer: Signer,
): Promise<AnchorSummary> {
  const summary: AnchorSummary = {
    name: sink.name,
    size: 0,
    head: null,
    entries: 0,
    forged: 0,
    gap: null,
    resumed: [],
  };
  let size = 0;
  try {
    for await (const bytes of sink.entries(municipality)) {
      const entry = readEntry(bytes);
      // What a power cut tore is no entry; if something is missing through it, the next one leaves a gap.
      if (entry === null) continue;
      const head = openHead(signer, entry.note);
      if (head === null || head.size !== entry.to) {
        summary.forged++;
        continue;
      }
      summary.entries++;
      if (head.resumed !== undefined) {
        summary.resumed.push({
          at: head.at,
          size: head.size,
          lost: Math.max(0, size - head.size),
          reason: head.resumed,
        });
        size = head.size;
      } else if (entry.from > size) summary.gap ??= size;
      size = Math.max(size, entry.to);
      summary.head = head;
    }
    return { ...summary, size };
  } catch {
    return { ...summary, size: null };
  }
}

export interface AnchoredLeaves {
  at(position: number): Promise<AnchoredLeaf | null>;
  /** Root that the entry ending at this size was signed with. */
  rootAt(size: number): string | null;
  end(): Promise<void>;
}

/** Leaves of one sink by rising position. What was given up by resuming is left out. */
export function anchoredLeaves(
  sink: AnchorSink,
  municipality: string,
  signer: Signer,
  summary: AnchorSummary,
): AnchoredLeaves {
  const iterator = readable(sink, municipality, signer)[Symbol.asyncIterator]();
  const cuts = summary.resumed.map((one) => one.size);
  let current: (Read & { hashes: Buffer; until: number }) | null = null;
  let ended = false;

  async function advance(): Promise<void> {
    const { value, done } = await iterator.next();
    if (done) {
      ended = true;
      current = null;
      return;
    }
    if (value.head.resumed !== undefined) {
      cuts.shift();
      return;
    }
    current = {
      ...value,
      hashes: Buffer.from(value.leaves, 'base64'),
      until: Math.min(value.to, ...cuts),
    };
  }

  return {
    async at(position) {
      while (!ended && (current === null || current.until <= position)) await advance();
      if (current === null || position < current.from || position >= current.until) return null;
      const nth = position - current.from;
      return {
        row: current.rows[nth]!,
        hash: current.hashes.subarray(nth * hashBytes, (nth + 1) * hashBytes),
      };
    },
    rootAt: (size) =>
      current !== null && current.to === size && current.until === size ? current.head.root : null,
    end: async () => void (await iterator.return?.(undefined)),
  };
}

async function* readable(sink: AnchorSink, municipality: string, signer: Signer): AsyncGenerator<Read> {
  for await (const bytes of sink.entries(municipality)) {
    const entry = readEntry(bytes);
    const head = entry === null ? null : openHead(signer, entry.note);
    if (entry !== null && head !== null && head.size === entry.to) yield { ...entry, head };
  }
}
