/** j/k over rows, Enter opens, x selects, p shows the preview; Shift with a click selects a run. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Shortcut, useShortcuts } from '#ui/staff';

interface Options {
  ids: string[];
  open: (id: string) => void;
  togglePreview: () => void;
  search: () => void;
}

export interface ListKeys {
  at: string | null;
  setAt: (id: string) => void;
  selected: ReadonlySet<string>;
  /** `run` selects everything from the last one touched. */
  toggle: (id: string, run: boolean) => void;
  selectAll: (all: boolean) => void;
}

export function useListKeys({ ids, open, togglePreview, search }: Options): ListKeys {
  const [at, setShownAt] = useState<string | null>(null);
  // Keys may come faster than pages are drawn.
  const place = useRef<string | null>(null);
  const setAt = useCallback((id: string | null) => {
    place.current = id;
    setShownAt(id);
  }, []);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const key = ids.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins without a selection
  useEffect(() => {
    setSelected(new Set());
    setAt(null);
  }, [key]);
  const toggle = useCallback(
    (id: string, run: boolean) => {
      setSelected((before) => {
        const next = new Set(before);
        const on = !before.has(id);
        const from = run && last.current !== null ? ids.indexOf(last.current) : -1;
        const to = ids.indexOf(id);
        const touched = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
        for (const one of touched)
          if (on) next.add(one);
          else next.delete(one);
        return next;
      });
      last.current = id;
    },
    [ids],
  );
  const shortcuts = useMemo<Shortcut[]>(() => {
    const step = (by: number) => () => {
      const from = place.current === null ? (by > 0 ? -1 : ids.length) : ids.indexOf(place.current);
      const next = ids[Math.min(Math.max(from + by, 0), ids.length - 1)];
      if (next === undefined) return;
      setAt(next);
      document.getElementById(`row-${next}`)?.scrollIntoView({ block: 'nearest' });
    };
    const here = (work: (id: string) => void) => () => place.current !== null && work(place.current);
    return [
      { keys: 'j', label: '次の行', run: step(1) },
      { keys: 'k', label: '前の行', run: step(-1) },
      { keys: 'o', label: '開く', run: here(open) },
      // Enter on a link or button is theirs.
      {
        keys: 'Enter',
        label: '開く',
        run: (event) =>
          event.target instanceof HTMLAnchorElement || event.target instanceof HTMLButtonElement
            ? event.target.click()
            : here(open)(),
      },
      { keys: 'x', label: '選ぶ', run: here((id) => toggle(id, false)) },
      { keys: 'p', label: 'あらまし', run: togglePreview },
      { keys: '/', label: '検索', run: search },
    ];
  }, [ids, open, toggle, togglePreview, search, setAt]);
  useShortcuts(shortcuts);
  return { at, setAt, selected, toggle, selectAll: (all) => setSelected(new Set(all ? ids : [])) };
}
