/**
 * Secrets and numbers that people read from paper and type: Crockford's idea with a narrower alphabet.
 * No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V pairs are left, so that a smudge or a phone call cannot change one letter into another.
 */
export const ALPHABET = '34679ACDEFGHJKMNPQRTWXY';
const BASE = ALPHABET.length;

/** Case, width, spaces and hyphens are forgiven. */
const normalise = (typed: string) =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−ー_.]/g, '');

/**
 * Check character: weighted sum modulo the prime 23, weights 2–21 (never 0, never −1, which would hide a swap with the
 * check character). Finds every single wrong character and every swap of two characters less than 20 places apart.
 */
export function checkCharacter(body: string): string {
  let sum = 0;
  for (const [index, character] of [...body].entries())
    sum += ((index % 20) + 2) * ALPHABET.indexOf(character);
  return ALPHABET[sum % BASE] ?? '';
}

/** Groups of four with hyphens, check character last: `7K3M-QX9A-C`. */
export function formatSecret(body: string): string {
  return ((body + checkCharacter(body)).match(/.{1,4}/g) ?? []).join('-');
}

/** What a person typed (any case, width, spaces, hyphens) as formatted by `formatSecret`; undefined when it cannot be one. */
export function parseSecret(typed: string, length: number): string | undefined {
  const compact = normalise(typed);
  if (compact.length !== length + 1 || [...compact].some((character) => !ALPHABET.includes(character)))
    return undefined;
  const body = compact.slice(0, -1);
  return checkCharacter(body) === compact.at(-1) ? formatSecret(body) : undefined;
}
