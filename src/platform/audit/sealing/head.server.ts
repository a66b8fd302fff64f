/** Text of a head of the tree: C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint) with lines of our own. */
import { createHash } from 'node:crypto';
import type { Signer } from './note.server.ts';

export interface Head {
  size: number;
  /** Base64. */
  root: string;
  /** Begin of the sealing transaction by the database's clock, UTC with microseconds. */
  at: string;
  /** All transactions below `horizon` had ended, none from `next` on had begun. */
  horizon: string;
  next: string;
  /** Digest of the text of the head before, base64; null for the first. */
  previous: string | null;
  /** Why the tree goes on from here although anchors know more; only in anchors, never in the database's heads. */
  resumed?: string;
}

export function headText(signer: Signer, head: Head): string {
  return [
    signer.name,
    head.size,
    head.root,
    `at ${head.at}`,
    `xids ${head.horizon} ${head.next}`,
    `previous ${head.previous ?? 'none'}`,
    ...(head.resumed === undefined ? [] : [`resumed ${Buffer.from(head.resumed).toString('base64')}`]),
    '',
  ].join('\n');
}

const shape =
  /^\S+\n(\d{1,15})\n([A-Za-z0-9+/]{43}=)\nat (\S+)\nxids (\d+) (\d+)\nprevious (none|[A-Za-z0-9+/]{43}=)\n(?:resumed ([A-Za-z0-9+/=]+)\n)?$/;

/** The head in a note of ours; null when the signature or the shape is wrong. */
export function openHead(signer: Signer, note: string): Head | null {
  const text = signer.open(note);
  const match = text === null ? null : shape.exec(text);
  if (match === null) return null;
  const [, size, root, at, horizon, next, previous, resumed] = match as unknown as (string | undefined)[];
  return {
    size: Number(size),
    root: root!,
    at: at!,
    horizon: horizon!,
    next: next!,
    previous: previous === 'none' ? null : previous!,
    ...(resumed === undefined ? {} : { resumed: Buffer.from(resumed, 'base64').toString() }),
  };
}

/** What the next head names as its previous. Of the text alone: signing again with another key changes nothing. */
export function headDigest(note: string): string {
  return createHash('sha256')
    .update(note.slice(0, note.lastIndexOf('\n\n') + 1))
    .digest('base64');
}
