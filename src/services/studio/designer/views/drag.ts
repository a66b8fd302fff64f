/** Dragging with the browser's own drag and drop. The library is fetched by the browser only; without it everything works by keys and buttons. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { FieldType } from '#core/fields';

export type Dragged =
  | { kind: 'new'; what: FieldType | 'heading' | 'guidance' }
  | { kind: 'item'; page: number; index: number }
  | { kind: 'line'; lines: number; id: number; index: number }
  | { kind: 'row'; list: string; index: number };

const mark = 'designer';

type Element = RefObject<HTMLElement | null>;

function useAdapter(
  attach: (adapter: typeof import('@atlaskit/pragmatic-drag-and-drop/element/adapter')) => () => void,
) {
  const latest = useRef(attach);
  latest.current = attach;
  useEffect(() => {
    let detach: (() => void) | undefined;
    let gone = false;
    void import('@atlaskit/pragmatic-drag-and-drop/element/adapter').then((adapter) => {
      if (!gone) detach = latest.current(adapter);
    });
    return () => {
      gone = true;
      detach?.();
    };
  }, []);
}

export function useDragSource(element: Element, data: Dragged): boolean {
  const [dragging, setDragging] = useState(false);
  const now = useRef(data);
  now.current = data;
  useAdapter(({ draggable }) =>
    element.current === null
      ? () => undefined
      : draggable({
          element: element.current,
          getInitialData: () => ({ mark, data: now.current }),
          onDragStart: () => setDragging(true),
          onDrop: () => setDragging(false),
        }),
  );
  return dragging;
}

/** `before` and `after` what stands there: the half that the pointer is over; `in` where only one place is. */
export type Gap = 'before' | 'after';

export function useDropTarget(
  element: Element,
  { accepts, onDrop }: { accepts(data: Dragged): boolean; onDrop(data: Dragged, gap: Gap): void },
): Gap | null {
  const [gap, setGap] = useState<Gap | null>(null);
  const now = useRef({ accepts, onDrop });
  now.current = { accepts, onDrop };
  useAdapter(({ dropTargetForElements }) => {
    const target = element.current;
    if (target === null) return () => undefined;
    const gapAt = (y: number): Gap => {
      const { top, height } = target.getBoundingClientRect();
      return y < top + height / 2 ? 'before' : 'after';
    };
    const inner = (location: { current: { dropTargets: { element: globalThis.Element }[] } }) =>
      location.current.dropTargets[0]?.element === target;
    return dropTargetForElements({
      element: target,
      canDrop: ({ source }) => source.data.mark === mark && now.current.accepts(source.data.data as Dragged),
      onDrag: ({ location }) => setGap(inner(location) ? gapAt(location.current.input.clientY) : null),
      onDragLeave: () => setGap(null),
      onDrop: ({ source, location }) => {
        setGap(null);
        if (inner(location))
          now.current.onDrop(source.data.data as Dragged, gapAt(location.current.input.clientY));
      },
    });
  });
  return gap;
}
