/** Which rows show, from where the scroll bar of the grid stands. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { rowHeight, ScrollMap } from '../table/scroll-map.ts';

export interface GridScroll {
  box: React.RefObject<HTMLDivElement | null>;
  /** Empty space before and after the rows that are drawn. */
  space: { before: React.RefObject<HTMLDivElement | null>; after: React.RefObject<HTMLDivElement | null> };
  from: number;
  to: number;
  /** Rows that show at once. */
  page: number;
  reveal(row: number): void;
}

/** Until the browser has measured: what the server draws. */
const drawnAtFirst = 60;
/** Header, and the row of totals. */
const fixedRows = 2;

export function useScroll(length: number): GridScroll {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLDivElement>(null);
  const after = useRef<HTMLDivElement>(null);
  const map = useRef(new ScrollMap());
  const [view, setView] = useState({ height: 0, moved: 0 });
  map.current.resize(length, Math.max(view.height - fixedRows * rowHeight, rowHeight));

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let frame = 0;
    let idle = 0;
    const redraw = () => setView((now) => ({ ...now, moved: now.moved + 1 }));
    const scrolled = () => {
      map.current.scrolled(element.scrollTop);
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(redraw);
      clearTimeout(idle);
      // The bar of a very long list goes to where it belongs when the hand rests.
      idle = window.setTimeout(() => {
        const to = map.current.settle();
        if (Math.abs(element.scrollTop - to) > 1) element.scrollTop = to;
        redraw();
      }, 200);
    };
    const measure = new ResizeObserver(() => setView((now) => ({ ...now, height: element.clientHeight })));
    measure.observe(element);
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(idle);
      measure.disconnect();
      element.removeEventListener('scroll', scrolled);
    };
  }, []);

  const shown = view.height === 0 ? null : map.current.window();
  useLayoutEffect(() => {
    if (before.current !== null) before.current.style.height = `${shown?.before ?? 0}px`;
    if (after.current !== null) after.current.style.height = `${shown?.after ?? 0}px`;
  });
  const reveal = useCallback((row: number) => {
    const to = map.current.reveal(row);
    if (to === null) return;
    if (box.current !== null) box.current.scrollTop = to;
    setView((now) => ({ ...now, moved: now.moved + 1 }));
  }, []);
  return {
    box,
    space: { before, after },
    from: shown?.from ?? 0,
    to: shown?.to ?? Math.min(length, drawnAtFirst) - 1,
    page: Math.max(1, Math.floor(view.height / rowHeight) - fixedRows),
    reveal,
  };
}
