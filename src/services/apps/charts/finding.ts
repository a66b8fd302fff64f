/** What a chart shows, in one sentence, where figures alone can tell. Pure. */
import { percent } from './figures.ts';
import type { ChartData } from './model.ts';

/** `shares`: parts make up the whole, so that a share of it means something. */
export function findingOf(data: ChartData, shares: boolean): string | null {
  const { categories, series, measure, unit } = data;
  const sizes = categories.map((one) => one.marks.reduce((sum, mark) => sum + (mark.value ?? 0), 0));
  const [first] = categories;
  if (first === undefined) return null;
  if (series.length > 1 && !shares) return null;
  if (categories.length === 1) return `${first.label}だけで、${measure}は${first.total}です。`;
  if (data.upright) return trend(data, sizes);
  // その他 is many, and what is empty says little.
  const named = categories
    .map((one, index) => ({ one, size: sizes[index]! }))
    .filter(({ one }) => named1(one.label));
  const best = named.reduce(
    (top, next) => (next.size > top.size ? next : top),
    named[0] ?? { one: first, size: 0 },
  );
  const equals = named.filter(({ size }) => size === best.size);
  if (named.length === 0 || best.size === 0) return null;
  if (equals.length > 1)
    return equals.length === named.length ? `どれも${best.one.total}で並んでいます。` : null;
  const whole = sizes.reduce((sum, one) => sum + one, 0);
  const share = shares && sizes.every((one) => one >= 0) ? `（全体の${percent(best.size, whole)}）` : '';
  return `${best.one.label}がもっとも${unit === '件' ? '多く' : '大きく'}、${best.one.total}${share}です。`;
}

const named1 = (label: string): boolean => label !== 'その他' && label !== '（空）';

function trend({ categories, series }: ChartData, sizes: number[]): string | null {
  if (series.length > 1 && categories.length < 2) return null;
  const top = sizes.reduce((best, size, index) => (size > sizes[best]! ? index : best), 0);
  const low = Math.min(...sizes);
  if (sizes[top] === low) return `どの期間も${categories[top]!.total}です。`;
  return `もっとも多いのは${categories[top]!.label}で、${categories[top]!.total}です。`;
}
