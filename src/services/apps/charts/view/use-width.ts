/** The width a chart may take: the server draws it for a desk, the browser for the room there is. */
import { type RefObject, useEffect, useState } from 'react';

const onServer = 720;
const narrowest = 260;

export function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(onServer);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const watch = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.max(narrowest, Math.round(entry.contentRect.width)));
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [box]);
  return width;
}

/** About as wide as it is drawn: nothing can be measured on the server. */
export const textWidth = (text: string, size = 13): number =>
  [...text].reduce((sum, one) => sum + (/[ -~｡-ﾟ]/.test(one) ? size * 0.6 : size), 0);

/** Cut to a width, with the whole in its title. */
export function fitted(text: string, width: number, size = 13): string {
  if (textWidth(text, size) <= width) return text;
  let short = '';
  for (const one of text) {
    if (textWidth(`${short}${one}…`, size) > width) break;
    short += one;
  }
  return `${short}…`;
}
