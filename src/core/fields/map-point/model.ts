/** Latitude and longitude as people write them. Pure. */
import { decimal, decimalText } from '#kernel/decimal';
import { toHalfWidth, unifyStrokes } from '#kernel/text';

/** WGS84, decimal text of at most seven digits behind the point (a centimetre). */
export type MapPoint = { lat: string; lng: string };

/** Decimal degrees cut to seven digits, or null: `33.88`, `北緯33.88度`, `130.87E`, `-33.5`, `33.5S`. */
export function readDegrees(text: string): string | null {
  const plain = unifyStrokes(toHalfWidth(text)).replace(/[\s()（）]/g, '');
  const found = /^(北緯|南緯|東経|西経|[NSEW])?([+-]?\d{1,3}(?:\.\d{1,20})?)(?:°|度)?([NSEW])?$/i.exec(plain);
  if (found === null) return null;
  const [, before = '', number = '', after = ''] = found;
  const turned = /^(南緯|西経|[SW])$/i.test(before) || /^[SW]$/i.test(after);
  if (turned && /^[+-]/.test(number)) return null;
  const value = decimal(rounded(turned ? `-${number}` : number));
  return value === null ? null : decimalText(value);
}

/** Phones give fifteen digits; more than seven say nothing. */
function rounded(number: string): string {
  const fraction = number.split('.')[1] ?? '';
  return fraction.length <= 7 ? number : Number(number).toFixed(7);
}

/** Two numbers in one text, as maps copy them: `33.88, 130.87`; null where it is something else. */
export function readPair(text: string): [string, string] | null {
  const parts = unifyStrokes(toHalfWidth(text))
    .trim()
    .split(/\s*[,、，]\s*|\s+/);
  return parts.length === 2 && parts[0] !== '' && parts[1] !== '' ? [parts[0] ?? '', parts[1] ?? ''] : null;
}

const seven = /^-?\d{1,3}(\.\d{1,7})?$/;

export function isMapPoint(value: unknown): value is MapPoint {
  const { lat, lng } = (value ?? {}) as Partial<MapPoint>;
  if (typeof lat !== 'string' || typeof lng !== 'string' || !seven.test(lat) || !seven.test(lng))
    return false;
  return Math.abs(Number(lat)) <= 90 && Math.abs(Number(lng)) <= 180;
}

/** One line: what formulas see, and what is read back. */
export const pointText = ({ lat, lng }: MapPoint): string => `${lat},${lng}`;

/** The value, or the line that formulas see; null for anything else. */
export function readPoint(value: unknown): MapPoint | null {
  const [lat, lng] = typeof value === 'string' ? value.split(',') : [];
  const point = typeof value === 'string' ? { lat, lng } : value;
  return isMapPoint(point) ? { lat: point.lat, lng: point.lng } : null;
}
