/** The rows of one question, read as they come into sight. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Names, Reader } from '#core/fields';
import type { Position } from '#core/views';
import type { OpenedTable, RowsPage, SavedRow, TableRow } from '../table/model.ts';
import { partsFor, RowCache } from '../table/row-cache.ts';
import { AskFailed, type Asking, askTable } from './ask-table.ts';

export interface Rows {
  length: number;
  /** Names of what rows point at, and sentences. */
  reader: Reader;
  at(index: number): TableRow | undefined;
  indexOf(id: string): number;
  /** These rows show now: what is missing of them is read. */
  show(from: number, to: number): void;
  put(saved: readonly SavedRow[], names: Names): void;
  /** Why rows are missing. */
  failure: string | null;
  again(): void;
  /** Grows with every change, for what depends on the rows. */
  version: number;
  /** How often values were changed here. */
  changes: number;
}

export function useRows(asking: Asking, opened: OpenedTable): Rows {
  const cache = useMemo(
    () =>
      new RowCache(opened.first.next === null ? opened.first.rows.length : opened.count.count, opened.first),
    [opened],
  );
  const [version, setVersion] = useState(0);
  const [changes, setChanges] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const range = useRef({ from: 0, to: 0 });
  const busy = useRef<AbortController | null>(null);
  const ask = useRef(asking);
  ask.current = asking;
  const changed = useCallback(() => setVersion((before) => before + 1), []);

  const load = useCallback(async () => {
    if (busy.current !== null) return;
    const stop = new AbortController();
    busy.current = stop;
    try {
      for (;;) {
        const wanted = cache.wanted(range.current.from, range.current.to);
        if (wanted === null || stop.signal.aborted) break;
        const { block, place, limit } = wanted;
        const page = await askTable<RowsPage>(
          ask.current,
          { kind: 'page', question: opened.question, ...place, limit },
          stop.signal,
        );
        cache.put(block, page);
        setFailure(null);
        changed();
      }
    } catch (error) {
      if (!stop.signal.aborted) setFailure(error instanceof AskFailed ? error.message : String(error));
    } finally {
      if (busy.current === stop) busy.current = null;
    }
  }, [cache, opened, changed]);

  useEffect(() => {
    const stop = new AbortController();
    const parts = partsFor(opened.count.count);
    if (parts > 0 && opened.first.next !== null)
      void askTable<Position[]>(
        ask.current,
        { kind: 'positions', question: opened.question, parts },
        stop.signal,
      )
        .then((positions) => {
          cache.divide(positions, opened.count.count);
          changed();
          void load();
        })
        // Without them a list is read from its beginning, which is slower and right.
        .catch(() => undefined);
    return () => {
      stop.abort();
      busy.current?.abort();
      busy.current = null;
    };
  }, [cache, opened, changed, load]);

  const show = useCallback(
    (from: number, to: number) => {
      range.current = { from, to };
      if (cache.wanted(from, to) !== null) void load();
    },
    [cache, load],
  );
  const put = useCallback(
    (saved: readonly SavedRow[], names: Names) => {
      for (const { id, row } of saved)
        if (row === null) cache.remove(id);
        else cache.replace(row, names);
      changed();
      if (saved.some((one) => one.taken.length > 0)) setChanges((before) => before + 1);
    },
    [cache, changed],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: names come with rows
  const reader = useMemo(
    () => ({ language: 'ja', texts: opened.texts, names: cache.names }),
    [cache, opened.texts, version],
  );
  return {
    length: cache.length,
    reader,
    at: (index) => cache.rowAt(index),
    indexOf: (id) => cache.indexOf(id),
    show,
    put,
    failure,
    again: () => void load(),
    version,
    changes,
  };
}
