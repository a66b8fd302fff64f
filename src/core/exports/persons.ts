/**
 * How many persons an export speaks of: distinct people, not rows (ADR 0039). Two rows are the same person only when name
 * and birth date are both there and both equal; otherwise each counts. Counting one person twice asks a second person too
 * often, taking two for one would ask too seldom.
 */
import { normaliseForSearch } from '#kernel/text';

/** `own` tells rows apart that cannot be told to be one person. */
export function personKey(name: string, birthDate: string | null, own: string): string {
  const plain = normaliseForSearch(name).replace(/\s/g, '');
  return plain !== '' && birthDate !== null && birthDate !== '' ? `p:${plain}|${birthDate}` : `r:${own}`;
}

/** Counts distinct keys in 8 bytes each, so that a million persons take 8 MB. */
export class DistinctCounter {
  #hashes = new BigUint64Array(1024);
  #used = 0;
  readonly #hash: (key: string) => bigint;

  /** `hash` gives 64 well-mixed bits; of a million persons it confuses two once in 40 000 000 exports. */
  constructor(hash: (key: string) => bigint) {
    this.#hash = hash;
  }

  add(key: string): void {
    if (this.#used === this.#hashes.length) this.#settle();
    this.#hashes[this.#used] = this.#hash(key);
    this.#used += 1;
  }

  get count(): number {
    this.#settle();
    return this.#used;
  }

  /** Sorts, takes repeats out, and makes room when there is little left. */
  #settle(): void {
    const sorted = this.#hashes.subarray(0, this.#used).sort();
    let kept = 0;
    for (const one of sorted)
      if (kept === 0 || sorted[kept - 1] !== one) {
        sorted[kept] = one;
        kept += 1;
      }
    this.#used = kept;
    if (kept * 2 > this.#hashes.length) {
      const larger = new BigUint64Array(this.#hashes.length * 2);
      larger.set(this.#hashes);
      this.#hashes = larger;
    }
  }
}
