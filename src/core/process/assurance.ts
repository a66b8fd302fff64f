/** Levels of proof of who applies, from weak to strong, and whether they suffice. */
export const levels = [
  'none',
  'mail',
  'secret-number',
  'documents-checked',
  'card-sign-in',
  'card-signature',
] as const;
export type AssuranceLevel = (typeof levels)[number];

/**
 * Whether a case proved enough. Where the procedure lets identity be checked at the counter, documents
 * seen by staff stand in for the card that cannot be read yet.
 */
export function assuranceMet(has: AssuranceLevel, needs: AssuranceLevel, counterCheck: boolean): boolean {
  if (levels.indexOf(has) >= levels.indexOf(needs)) return true;
  return counterCheck && has === 'documents-checked';
}
