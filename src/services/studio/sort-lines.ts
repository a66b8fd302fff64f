/** Orders the register by one of its columns. Pure. */
import type { RegisterLine } from './register-page.server.ts';

export type SortKey = keyof Pick<
  RegisterLine,
  'title' | 'department' | 'stage' | 'hoursSaved' | 'costAvoided' | 'users' | 'lastUse' | 'relation'
>;
export interface Sorting {
  key: SortKey;
  descending: boolean;
}

const collator = new Intl.Collator('ja', { numeric: true });

/** What is not filled in stands at the end in both directions; equal ones by their title. */
export function sortLines(lines: readonly RegisterLine[], { key, descending }: Sorting): RegisterLine[] {
  const way = descending ? -1 : 1;
  return [...lines].sort((one, other) => {
    const [a, b] = [one[key], other[key]];
    if (isEmpty(a) !== isEmpty(b)) return isEmpty(a) ? 1 : -1;
    const compared =
      typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
    return compared === 0 ? collator.compare(one.title, other.title) : way * compared;
  });
}

const isEmpty = (value: string | number | null): boolean => value === null || value === '';

export interface Totals {
  apps: number;
  live: number;
  trial: number;
  hours: number;
  cost: number;
}

export function totalsOf(lines: readonly RegisterLine[]): Totals {
  // Tenths are added as whole numbers: 0.1 + 0.2 is to be 0.3.
  const tenths = lines.reduce((sum, line) => sum + Math.round((line.hoursSaved ?? 0) * 10), 0);
  return {
    apps: lines.length,
    live: lines.filter((line) => line.stage === 'live').length,
    trial: lines.filter((line) => line.stage === 'trial').length,
    hours: tenths / 10,
    cost: lines.reduce((sum, line) => sum + (line.costAvoided ?? 0), 0),
  };
}
