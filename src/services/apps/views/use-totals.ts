/** The totals of a list: with it where it is short, asked for where it is long, and again when values were changed. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type OpenedTable, quickTotals, type Total } from '../table/model.ts';
import { AskFailed, type Asking, askTable } from './ask-table.ts';

export interface Totals {
  /** Null: not known, or not any more. Empty: none are wanted. */
  all: readonly Total[] | null;
  busy: boolean;
  failure: string | null;
  ask(): void;
}

/** `changes`: how often values were changed here. */
export function useTotals(asking: Asking, opened: OpenedTable, changes: number): Totals {
  const [known, setKnown] = useState<{ of: OpenedTable; changes: number; all: readonly Total[] } | null>(
    null,
  );
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const fresh = known !== null && known.of === opened && known.changes === changes ? known.all : null;
  const all = fresh ?? (changes === 0 || opened.totals?.length === 0 ? opened.totals : null);
  const ask = useCallback(async () => {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    setBusy(true);
    setFailure(null);
    try {
      const { question } = opened;
      const found = await askTable<Total[]>(asking, { kind: 'totals', question }, stop.signal);
      setKnown({ of: opened, changes, all: found });
    } catch (error) {
      if (!stop.signal.aborted) setFailure(error instanceof AskFailed ? error.message : String(error));
    } finally {
      if (running.current === stop) setBusy(false);
    }
  }, [asking, opened, changes]);
  const missing = all === null;
  const quick = opened.count.count <= quickTotals;
  useEffect(() => {
    if (missing && quick) void ask();
    return () => running.current?.abort();
  }, [missing, quick, ask]);
  return { all, busy, failure, ask: () => void ask() };
}
