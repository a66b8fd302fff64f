/** How many lines there may be. */
import type { Issue } from '#kernel/errors';
import { type LocalizedText, pick } from '#kernel/localized';
import type { FieldContext } from '../contract.ts';
import { issue } from '../messages.ts';
import type { Total } from './totals.ts';

export type LinesOptions = {
  min: number;
  max: number;
  addLabel?: LocalizedText;
  itemLabel?: LocalizedText;
  /** Shown below the lines. */
  totals?: Total[];
};

const fallback = { ja: '行', 'ja-easy': '行', en: 'entry' };

export function countIssues(count: number, options: LinesOptions, context: FieldContext): Issue[] {
  const { min = 0, max = 100, itemLabel = fallback } = options;
  const item = pick(itemLabel, context.language).text;
  if (count < min) return [issue('lines.few', context, { min, item })];
  return count > max ? [issue('lines.many', context, { max, item })] : [];
}
