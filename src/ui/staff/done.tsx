/** What was just done, after the redirect: a word in the address names it, nothing of a person stands there. */
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { Glyph } from './glyph.tsx';
import { clearKept } from './kept-form.tsx';

export type DoneWords = Record<string, string>;

/** Shows the sentence of `?done=…`; `undo` gives a button for it, where there is a way back. */
export function Done({ words, undo }: { words: DoneWords; undo?: (done: string) => ReactNode }) {
  const [search, setSearch] = useSearchParams();
  const box = useRef<HTMLDivElement>(null);
  const done = search.get('done') ?? '';
  const said = Object.hasOwn(words, done) ? words[done] : undefined;
  useEffect(() => {
    if (said === undefined) return;
    clearKept();
    box.current?.focus({ preventScroll: true });
  }, [said]);
  if (said === undefined) return null;
  const close = () =>
    setSearch(
      (before) => {
        const rest = new URLSearchParams(before);
        rest.delete('done');
        rest.delete('undo');
        return rest;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <div className="done" role="status" tabIndex={-1} ref={box}>
      <p>{said}</p>
      {undo?.(done)}
      <button type="button" className="icon-button" onClick={close} aria-label="このお知らせを閉じる">
        <Glyph name="close" />
      </button>
    </div>
  );
}
