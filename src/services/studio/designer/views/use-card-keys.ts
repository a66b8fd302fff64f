/** Keys on a card: up and down among cards, with Alt the card itself moves, Delete takes it away. */
import type { KeyboardEvent } from 'react';
import type { Target } from '../model/places.ts';
import { useDesign } from './design-context.ts';
import { moveBy, removeTarget } from './move-target.ts';

export function useCardKeys(target: Target): (event: KeyboardEvent<HTMLElement>) => void {
  const { edit, focusChosen } = useDesign();
  return (event) => {
    if (event.nativeEvent.isComposing) return;
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (by !== null && event.altKey) {
      edit((now) => moveBy(now, target, by));
      focusChosen();
    } else if (by !== null) neighbour(event.currentTarget, by)?.focus();
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      edit((now) => removeTarget(now, target));
      focusChosen();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function neighbour(card: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const all = [...(card.closest('.canvas')?.querySelectorAll<HTMLElement>('[data-card]') ?? [])];
  return all[all.indexOf(card) + by];
}
