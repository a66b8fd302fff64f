/** The list of suggestions and its keys. Nothing happens while an input method is composing. */
import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { Scope } from '#kernel/formula';
import { type Completion, completeAt, take } from './complete.ts';

interface Around {
  area: RefObject<HTMLTextAreaElement | null>;
  scope: Scope;
  text: string;
  change(text: string): void;
  listId: string;
}

export function useCompletion({ area, scope, text, change, listId }: Around) {
  const [open, setOpen] = useState<Completion | null>(null);
  const [active, setActive] = useState(0);
  const show = (next: Completion | null) => {
    setOpen(next);
    setActive(0);
  };
  const close = () => show(null);
  const look = (now: string, asked = false) => {
    const caret = area.current?.selectionStart ?? now.length;
    show(completeAt(now, caret, scope, asked));
  };
  const takeAt = (index: number) => {
    const one = open?.suggestions[index];
    const box = area.current;
    if (open === null || one === undefined || box === null) return;
    // Through the box itself, so that Ctrl+Z takes it back.
    box.focus();
    box.setSelectionRange(open.from, open.to);
    const after = take(text, open, one);
    if (!document.execCommand('insertText', false, one.insert)) change(after.text);
    close();
    requestAnimationFrame(() => box.setSelectionRange(after.caret, after.caret));
  };
  const ask = () => {
    area.current?.focus();
    look(text, true);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      look(text, true);
      return;
    }
    if (open === null) return;
    const act = event.shiftKey ? undefined : meaningOf(event.key);
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (act === 'close') close();
    else if (act === 'take') takeAt(active);
    else setActive((active + act + open.suggestions.length) % open.suggestions.length);
  };
  return {
    open,
    active,
    takeAt,
    ask,
    control: {
      'aria-controls': open === null ? undefined : listId,
      'aria-activedescendant': open === null ? undefined : `${listId}-${active}`,
      onKeyDown,
      onChange: (event: { target: HTMLTextAreaElement; nativeEvent: Event }) => {
        change(event.target.value);
        if ((event.nativeEvent as InputEvent).isComposing) close();
        else look(event.target.value);
      },
      onCompositionEnd: () => look(area.current?.value ?? text),
      onBlur: close,
      onClick: close,
    },
  };
}

/** What a key means to an open list; a number moves along it. */
function meaningOf(key: string): 1 | -1 | 'take' | 'close' | undefined {
  if (key === 'ArrowDown') return 1;
  if (key === 'ArrowUp') return -1;
  if (key === 'Enter' || key === 'Tab') return 'take';
  return key === 'Escape' ? 'close' : undefined;
}
