/** One step up or down, and away: the same for fields, texts and fields of lines. Pure. */
import type { App } from '#core/definitions';
import { type Edited, moveLine, removeField } from '../model/edit-fields.ts';
import { moveItem, movePage, removePage, removeText } from '../model/edit-pages.ts';
import { fieldById, placeOf, type Target } from '../model/places.ts';

export function placeOfTarget(body: App, target: Target): { page: number; index: number } | null {
  if (target.kind === 'text') return { page: target.page, index: target.index };
  const field = target.kind === 'field' ? fieldById(body, target.id) : undefined;
  return field === undefined ? null : placeOf(body, field.code);
}

/** At the edge of a page it goes on to the page beside. */
export function moveBy(body: App, target: Target, by: -1 | 1): Edited | null {
  if (target.kind === 'page') return movePage(body, target.page, by);
  if (target.kind === 'line') {
    const at = fieldById(body, target.lines)?.fields?.findIndex((one) => one.id === target.id) ?? -1;
    return moveLine(body, target, by === 1 ? at + 2 : at - 1);
  }
  const place = placeOfTarget(body, target);
  if (place === null) return null;
  const index = by === 1 ? place.index + 2 : place.index - 1;
  const count = body.form.pages[place.page]?.items.length ?? 0;
  if (index >= 0 && index <= count) return moveItem(body, place, { page: place.page, index });
  const page = place.page + by;
  return moveItem(body, place, { page, index: by === 1 ? 0 : (body.form.pages[page]?.items.length ?? 0) });
}

export function removeTarget(body: App, target: Target): Edited | null {
  if (target.kind === 'page') return removePage(body, target.page);
  return target.kind === 'text' ? removeText(body, target) : removeField(body, target);
}
