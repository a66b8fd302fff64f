/** What is to be said about the cell in front, beside it: why it cannot be changed, what was wrong, what somebody else made of it. */
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import { placeBeside } from './place-beside.ts';

export function CellNote({ box, children }: { box: RefObject<HTMLElement | null>; children: ReactNode }) {
  const note = useRef<HTMLDivElement>(null);
  // The cell moves with every scroll; the note goes with it.
  useLayoutEffect(() => {
    const cell = box.current?.closest('td.front') ?? box.current?.querySelector('td.front');
    if (note.current === null || cell === null || cell === undefined) return;
    if (!note.current.matches(':popover-open')) note.current.showPopover();
    placeBeside(note.current, cell);
  });
  return (
    <div ref={note} popover="manual" className="cell-note" role="alert">
      {children}
    </div>
  );
}
