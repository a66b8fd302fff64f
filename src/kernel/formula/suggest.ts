/** The nearest known name to a mistyped one. */
import { nameKey } from './types.ts';

/** Edits (insert, delete, replace, swap of neighbours) from one to the other, by character. */
export function editDistance(one: string, other: string): number {
  const a = [...one];
  const b = [...other];
  let before: number[] = [];
  let last = b.map((_, j) => j);
  last.push(b.length);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The closest candidate, when it is close enough to be what was meant. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = nameKey(word).toLowerCase().slice(0, 60);
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const key = nameKey(candidate).toLowerCase().slice(0, 60);
    if (Math.abs(key.length - wanted.length) > 4) continue;
    const contained = wanted.length >= 2 && (key.includes(wanted) || wanted.includes(key)) && key.length >= 2;
    const distance = contained ? Math.min(1, editDistance(wanted, key)) : editDistance(wanted, key);
    if (
      distance < least &&
      (contained || distance <= Math.max(1, Math.floor(Math.max(wanted.length, key.length) / 3)))
    ) {
      best = candidate;
      least = distance;
    }
  }
  // One-character names are all one edit apart: no suggestion is better than a wrong one.
  return best !== undefined && [...wanted].length < 2 && least > 0 ? undefined : best;
}
