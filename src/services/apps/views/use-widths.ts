/** Widths of columns: drawn by hand, kept in this browser, given to the table as custom properties. */
import { useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { narrowest, widest, widthOf } from '../table/columns.ts';
import type { TableColumn } from '../table/model.ts';

/** Of the columns before the fields: a box to choose the row, a link to open it. */
export const leadWidths = [44, 48];

export interface Widths {
  of(index: number): number;
  set(index: number, width: number): void;
  /** Gives them to the table, with where frozen columns stand. */
  apply: React.RefCallback<HTMLTableElement>;
}

export function useWidths(key: string, columns: readonly TableColumn[], frozen: number): Widths {
  const [own, setOwn] = useState<Record<string, number>>({});
  useEffect(() => setOwn(kept(key)), [key]);
  const all = [...leadWidths, ...columns.map(({ field }) => own[field.id] ?? widthOf(field))];
  const [table, setTable] = useState<HTMLTableElement | null>(null);
  const text = all.join(' ');
  useLayoutEffect(() => {
    if (table === null) return;
    const widths = text.split(' ').map(Number);
    table.style.width = `${widths.reduce((sum, one) => sum + one, 0)}px`;
    for (const [index, col] of [...table.querySelectorAll('col')].entries())
      col.style.width = `${widths[index] ?? 0}px`;
    let left = 0;
    for (let index = 0; index < leadWidths.length + frozen; index += 1) {
      table.style.setProperty(`--left-${index}`, `${left}px`);
      left += widths[index] ?? 0;
    }
  }, [table, text, frozen]);
  const set = useCallback(
    (index: number, width: number) => {
      const field = columns[index]?.field;
      if (field === undefined) return;
      setOwn((before) => {
        const next = { ...before, [field.id]: Math.round(Math.min(Math.max(width, narrowest), widest)) };
        localStorage.setItem(key, JSON.stringify(next));
        return next;
      });
    },
    [columns, key],
  );
  return { of: (index) => all[leadWidths.length + index] ?? 0, set, apply: setTable };
}

function kept(key: string): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}
