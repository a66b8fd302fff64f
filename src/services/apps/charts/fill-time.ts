/** Every period between the first and the last, with its name. Pure. */

import type { Period } from '#core/views';
import { addDays, addMonths, formatFiscalYear } from '#kernel/dates';

/** Null: nothing to fill, or more than can be drawn. */
export function filledKeys(
  keys: readonly string[],
  by: Period,
  most: number,
): { key: string; label: string }[] | null {
  const sorted = [...keys].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined || by === 'value') return null;
  const found: { key: string; label: string }[] = [];
  for (let key: string | null = first; key !== null && key <= last; key = nextOf(key, by)) {
    if (found.length >= most) return null;
    found.push({ key, label: labelOf(key, by) });
  }
  return found;
}

function nextOf(key: string, by: Period): string | null {
  if (by === 'fiscal-year') return String(Number(key) + 1);
  if (by === 'day') return addDays(key, 1);
  return addMonths(key, { month: 1, quarter: 3, year: 12 }[by as 'month' | 'quarter' | 'year']);
}

function labelOf(key: string, by: Period): string {
  const [year = '', month = '', day = ''] = key.split('-');
  if (by === 'fiscal-year') return formatFiscalYear(Number(key));
  if (by === 'year') return `${year}年`;
  if (by === 'quarter') return `${year}年${Number(month)}〜${Number(month) + 2}月`;
  return by === 'month' ? `${year}年${Number(month)}月` : `${year}/${Number(month)}/${Number(day)}`;
}
