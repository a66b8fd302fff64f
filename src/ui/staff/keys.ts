/** Keyboard: single keys while nobody types, chords with Ctrl or ⌘ always. */
import { useEffect } from 'react';

export interface Shortcut {
  /** `j`, `?`, `Enter`, `mod+k`; two keys in a row as `g i`. */
  keys: string;
  /** Shown with `?`. */
  label: string;
  run: (event: KeyboardEvent) => void;
}

export type KeyLike = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** `mod+k`, `j`, `?`; Shift is in the key itself. */
export function chordOf({ key, ctrlKey, metaKey, altKey }: KeyLike): string {
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (altKey) return `alt+${name}`;
  return ctrlKey || metaKey ? `mod+${name}` : name;
}

/** In a field keys are letters; in the midst of a kanji conversion all of them belong to the input method. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'reset', 'file'].includes(target.type)
  );
}

const pauseMs = 900;

/** Listens while the component is there. The first shortcut that fits takes the key. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    let before = '';
    let at = 0;
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]') !== null)
        return;
      const chord = chordOf(event);
      if (!chord.startsWith('mod+') && isTyping(event.target)) return;
      const pair = Date.now() - at < pauseMs ? `${before} ${chord}` : '';
      const found = shortcuts.find((one) => one.keys === pair) ?? shortcuts.find((one) => one.keys === chord);
      before = chord;
      at = Date.now();
      if (found === undefined) return;
      event.preventDefault();
      found.run(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [shortcuts]);
}
