/** Figures as people read them. */
import { groupDigits } from '#core/fields';

/** At most two digits after the point: averages have ten. Days as they are. */
export function figure(value: string | null, unit = ''): string {
  if (value === null) return '―';
  if (/^\d{4}-\d{2}-\d{2}/.test(value)) return value.slice(0, 10).replaceAll('-', '/');
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
  const [, fraction = ''] = value.split('.');
  const short =
    fraction.length > 2
      ? Number(value)
          .toFixed(2)
          .replace(/\.?0+$/, '')
      : value;
  return `${groupDigits(short)}${unit}`;
}

/** For geometry only; words are made of the text. */
export const amount = (value: string | null): number | null =>
  value === null || !/^-?\d+(\.\d+)?$/.test(value) ? null : Number(value);

export const percent = (part: number, whole: number): string =>
  whole === 0 ? '' : `${Math.round((part / whole) * 1000) / 10}%`;
