/** A bar, a slice, a point: says what it is, and opens the records behind it by click, Enter or Space. Arrows go to the next. */
import type { KeyboardEvent, ReactNode } from 'react';
import type { Cell, Mark } from '../model.ts';

export type OpenCell = (cell: Cell, name: string) => void;

interface Props {
  mark: Mark;
  name: string;
  /** The first of a chart is what Tab reaches. */
  first: boolean;
  open: OpenCell;
  /** Shapes. */
  children: ReactNode;
  /** Beside them, and not read twice: the name says it already. */
  words?: ReactNode;
}

export function MarkGroup({ mark, name, first, open, children, words }: Props) {
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: there is no button inside a drawing */}
      <g
        className="chart-mark"
        role="button"
        tabIndex={first ? 0 : -1}
        aria-label={`${name} ${mark.text}。レコードを表示`}
        data-mark=""
        onClick={() => open(mark.cell, name)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          open(mark.cell, name);
        }}
      >
        {children}
      </g>
      {words}
    </>
  );
}

/** Arrows, Home and End among the marks of a drawing. */
export function moveAmongMarks(event: KeyboardEvent<SVGSVGElement>): void {
  const marks = [...event.currentTarget.querySelectorAll<SVGGElement>('[data-mark]')];
  const at = marks.indexOf(event.target as SVGGElement);
  const next = {
    ArrowRight: at + 1,
    ArrowDown: at + 1,
    ArrowLeft: at - 1,
    ArrowUp: at - 1,
    Home: 0,
    End: marks.length - 1,
  }[event.key];
  if (at < 0 || next === undefined || event.nativeEvent.isComposing) return;
  event.preventDefault();
  const mark = marks[Math.min(Math.max(next, 0), marks.length - 1)];
  marks[at]?.setAttribute('tabindex', '-1');
  mark?.setAttribute('tabindex', '0');
  mark?.focus();
}
