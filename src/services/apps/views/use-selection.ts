/** Chosen rows: one by one, from one to another, or all that the list holds. */
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Rows } from './use-rows.ts';

export interface Selection {
  ids: ReadonlySet<string>;
  /** Everything the question finds, also what was not read. */
  all: boolean;
  has(id: string): boolean;
  toggle(index: number, extend: boolean): void;
  toggleAll(): void;
  clear(): void;
}

export function useSelection(rows: Rows): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const last = useRef(0);
  const table = useRef(rows);
  table.current = rows;
  const clear = useCallback(() => {
    setIds(new Set());
    setAll(false);
  }, []);
  const toggle = useCallback((index: number, extend: boolean) => {
    const from = extend ? Math.min(last.current, index) : index;
    const to = extend ? Math.max(last.current, index) : index;
    last.current = index;
    setAll(false);
    setIds((before) => {
      const next = new Set(before);
      const target = table.current.at(index);
      const adding = target !== undefined && !next.has(target.id);
      for (let at = from; at <= to; at += 1) {
        const id = table.current.at(at)?.id;
        if (id === undefined) continue;
        if (adding || extend) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  }, []);
  const toggleAll = useCallback(() => {
    setIds(new Set());
    setAll((before) => !before);
  }, []);
  return useMemo(
    () => ({ ids, all, has: (id: string) => all || ids.has(id), toggle, toggleAll, clear }),
    [ids, all, toggle, toggleAll, clear],
  );
}
