/** A drawn signature: strokes in a fixed box, small enough for a column and drawn the same everywhere. Pure. */

export const boxWidth = 600;
export const boxHeight = 200;
/** A long name in running script has about 60 strokes of 30 points. */
export const maxStrokes = 200;
export const maxPoints = 4000;

/** `[x, y, x, y, …]` of each stroke, whole numbers inside the box; or the word that it stands on paper. */
export type Signature = { strokes: number[][] } | { paper: true };

export function isSignature(value: unknown): value is Signature {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.keys(value).length !== 1) return false;
  if ((value as { paper?: unknown }).paper === true) return true;
  return isStrokes((value as { strokes?: unknown }).strokes);
}

function isStrokes(strokes: unknown): strokes is number[][] {
  if (!Array.isArray(strokes) || strokes.length === 0 || strokes.length > maxStrokes) return false;
  let numbers = 0;
  for (const stroke of strokes) {
    if (!Array.isArray(stroke) || stroke.length < 2 || stroke.length % 2 === 1) return false;
    numbers += stroke.length;
    if (numbers > 2 * maxPoints) return false;
    for (const [at, value] of stroke.entries()) {
      if (!Number.isInteger(value) || value < 0) return false;
      if (value > (at % 2 === 0 ? boxWidth : boxHeight)) return false;
    }
  }
  return true;
}

/** One path of an SVG; a dot is a line without length, which round ends make visible. */
export function strokePath(stroke: readonly number[]): string {
  const points: string[] = [];
  for (let at = 0; at < stroke.length; at += 2) points.push(`${stroke[at]} ${stroke[at + 1]}`);
  return `M${points.length === 1 ? `${points[0]}L${points[0]}` : points.join('L')}`;
}

export const signaturePath = (strokes: readonly (readonly number[])[]): string =>
  strokes.map(strokePath).join('');

/** What the pad wrote into its hidden control; null where it is not that. */
export function readStrokes(text: string): number[][] | null {
  if (text.length > 60_000) return null;
  try {
    const strokes: unknown = JSON.parse(text);
    return isStrokes(strokes) ? strokes : null;
  } catch {
    return null;
  }
}
