/** The question one looks at, and asking another one. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { keepMoment, keptMoment } from '../table/kept-question.ts';
import type { OpenedTable, TableQuestion } from '../table/model.ts';
import { AskFailed, type Asking, askTable } from './ask-table.ts';

export interface Asked {
  opened: OpenedTable;
  busy: boolean;
  /** The last answer took long. */
  slow: boolean;
  /** Why the last question was not answered. */
  failure: string | null;
  ask(question: TableQuestion): void;
  again(): void;
}

/** Milliseconds after which people wonder. */
const long = 700;

export function useAsked(asking: Asking, first: OpenedTable): Asked {
  const [opened, setOpened] = useState(first);
  const [busy, setBusy] = useState(false);
  const [slow, setSlow] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const last = useRef(first.question);
  const { app } = asking;
  const ask = useCallback(
    async (question: TableQuestion) => {
      running.current?.abort();
      const stop = new AbortController();
      running.current = stop;
      last.current = question;
      setBusy(true);
      const begun = performance.now();
      try {
        setOpened(await askTable<OpenedTable>(asking, { kind: 'open', question }, stop.signal));
        setSlow(performance.now() - begun > long);
        setFailure(null);
        keepMoment(app, question);
      } catch (error) {
        if (!stop.signal.aborted) setFailure(error instanceof AskFailed ? error.message : String(error));
      } finally {
        if (running.current === stop) setBusy(false);
      }
    },
    [asking, app],
  );
  const { view } = first.question;
  useEffect(() => {
    const kept = keptMoment(app, view);
    if (kept !== null) void ask({ ...kept, view });
  }, [app, view, ask]);
  return {
    opened,
    busy,
    slow,
    failure,
    ask: (question) => void ask(question),
    again: () => void ask(last.current),
  };
}
