/** Keyboard: single keys while nobody types, two keys in a row, chords with Ctrl or ⌘ always. */
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

/** Which shortcut a key means, after the key before it; the first of a pair alone means nothing yet. */
export function pickShortcut<S extends Pick<Shortcut, 'keys'>>(
  shortcuts: readonly S[],
  before: string,
  chord: string,
): S | undefined {
  const pair = before === '' ? undefined : shortcuts.find((one) => one.keys === `${before} ${chord}`);
  return pair ?? shortcuts.find((one) => one.keys === chord);
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
/** The page in front stands before the frame around it. */
const offers = new Set<readonly Shortcut[]>();
let before = '';
let at = 0;

function listen(event: KeyboardEvent): void {
  if (event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
  const chord = chordOf(event);
  if (!chord.startsWith('mod+') && isTyping(event.target)) return;
  const found = pickShortcut([...offers].flat(), Date.now() - at < pauseMs ? before : '', chord);
  before = chord;
  at = Date.now();
  if (found === undefined) return;
  event.preventDefault();
  found.run(event);
}

/** Offers shortcuts as long as the component is there. Give the same array while nothing changes. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    if (offers.size === 0) document.addEventListener('keydown', listen);
    offers.add(shortcuts);
    return () => {
      offers.delete(shortcuts);
      if (offers.size === 0) document.removeEventListener('keydown', listen);
    };
  }, [shortcuts]);
}
