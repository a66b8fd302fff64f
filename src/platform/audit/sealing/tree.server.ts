/**
 * The Merkle tree of RFC 9162 §2.1 (the same hashes as RFC 6962): leaves and nodes are hashed with different first bytes, so
 * that a node can never be passed off as a leaf. Only the frontier, the roots of the perfect subtrees, is needed to go on.
 */
import { createHash } from 'node:crypto';

export const hashBytes = 32;

export function leafHash(content: string | Uint8Array): Buffer {
  return createHash('sha256').update(Uint8Array.of(0)).update(content).digest();
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest();
}

/** A growing tree: O(log n) of it. */
export class Frontier {
  #size = 0;
  #peaks: Buffer[] = [];

  /** A tree that goes on from what was stored; null when size and bytes do not belong together. */
  static from(size: number, bytes: Uint8Array): Frontier | null {
    const frontier = new Frontier();
    if (bytes.length !== bitsOf(size) * hashBytes) return null;
    frontier.#size = size;
    for (let at = 0; at < bytes.length; at += hashBytes)
      frontier.#peaks.push(Buffer.from(bytes.subarray(at, at + hashBytes)));
    return frontier;
  }

  get size(): number {
    return this.#size;
  }

  append(leaf: Uint8Array): void {
    let node: Buffer = Buffer.from(leaf);
    // One more leaf completes as many subtrees as the old size ends in ones.
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2))
      node = nodeHash(this.#peaks.pop()!, node);
    this.#peaks.push(node);
    this.#size++;
  }

  root(): Buffer {
    let root: Buffer | undefined;
    for (const peak of this.#peaks.toReversed()) root = root === undefined ? peak : nodeHash(peak, root);
    return root ?? createHash('sha256').digest();
  }

  bytes(): Buffer {
    return Buffer.concat(this.#peaks);
  }
}

/** Hashes of the siblings from a leaf up to the root: PATH(m, D_n) of RFC 9162 §2.1.3.1. `leaves` holds hashes one after the other. */
export function inclusionPath(leaves: Uint8Array, index: number): Buffer[] {
  const path: Buffer[] = [];
  let [from, to] = [0, leaves.length / hashBytes];
  if (index < 0 || index >= to) throw new RangeError('no such leaf');
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from);
    const [left, right] = [() => rootOf(leaves, from, middle), () => rootOf(leaves, middle, to)];
    if (index < middle) {
      path.unshift(right());
      to = middle;
    } else {
      path.unshift(left());
      from = middle;
    }
  }
  return path;
}

function rootOf(leaves: Uint8Array, from: number, to: number): Buffer {
  const tree = new Frontier();
  for (let at = from; at < to; at++) tree.append(leaves.subarray(at * hashBytes, (at + 1) * hashBytes));
  return tree.root();
}

/** Not bit operations: those end at 2³¹. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

function bitsOf(size: number): number {
  let bits = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2;
  return bits;
}
