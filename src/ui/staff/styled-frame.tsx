/** A page of its own inside the page: its own width for the style sheets, its own ids, no meeting of two forms. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import entry from './entry.css?url';
import fonts from './fonts.css?url';
import style from './staff.css?url';

interface Props {
  title: string;
  /** In pixels; absent: as wide as there is room. */
  width?: number;
  children: ReactNode;
}

const empty =
  '<!doctype html><html lang="ja" class="staff"><head><title>見え方</title></head><body></body></html>';

export function StyledFrame({ title, width, children }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [body, setBody] = useState<HTMLElement | null>(null);
  const fill = () => {
    const inside = frame.current?.contentDocument;
    // The load may have come before React listened.
    if (inside?.readyState !== 'complete' || inside.doctype === null || inside.body === body) return;
    for (const sheet of [entry, style, fonts]) {
      const link = inside.createElement('link');
      link.rel = 'stylesheet';
      link.href = new URL(sheet, location.href).href;
      inside.head.append(link);
    }
    inside.body.className = 'framed';
    setBody(inside.body);
  };
  const first = useRef(fill);
  first.current = fill;
  useEffect(() => first.current(), []);
  useEffect(() => {
    const box = frame.current;
    if (box === null || body === null) return;
    // As high as what stands in it: one scroll bar is enough.
    const watch = new ResizeObserver(() => {
      box.style.height = `${Math.ceil(body.getBoundingClientRect().height) + 2}px`;
    });
    watch.observe(body);
    return () => watch.disconnect();
  }, [body]);
  useEffect(() => {
    if (frame.current !== null) frame.current.style.width = width === undefined ? '100%' : `${width}px`;
  }, [width]);
  return (
    <div className="styled-frame">
      <iframe ref={frame} title={title} srcDoc={empty} onLoad={fill} />
      {body !== null && createPortal(children, body)}
    </div>
  );
}
