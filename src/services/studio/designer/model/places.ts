/** Where things stand in a form: pages, what is on them, lines inside a field. Pure. */
import type { App } from '#core/definitions';
import type { DefinedField } from '#core/fields';

export type Page = App['form']['pages'][number];
export type Item = Page['items'][number];

/** A gap to put something into: on a page, or inside lines. */
export type Spot = { page: number; index: number } | { lines: number; index: number };

/** What is chosen, and what its settings are about. */
export type Target =
  | { kind: 'field'; id: number }
  | { kind: 'line'; lines: number; id: number }
  | { kind: 'text'; page: number; index: number }
  | { kind: 'page'; page: number };

export const sameTarget = (a: Target | null, b: Target | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

export function fieldById(body: App, id: number): DefinedField | undefined {
  return body.fields.find((field) => field.id === id);
}

export function fieldByCode(body: App, code: string): DefinedField | undefined {
  return body.fields.find((field) => field.code === code);
}

/** The field that is chosen, also inside lines. */
export function fieldOf(body: App, target: Target | null): DefinedField | undefined {
  if (target?.kind === 'field') return fieldById(body, target.id);
  if (target?.kind !== 'line') return undefined;
  return fieldById(body, target.lines)?.fields?.find((one) => one.id === target.id);
}

/** Page and place of a field; null for one that stands on none. */
export function placeOf(body: App, code: string): { page: number; index: number } | null {
  for (const [page, { items }] of body.form.pages.entries()) {
    const index = items.findIndex((item) => 'field' in item && item.field === code);
    if (index >= 0) return { page, index };
  }
  return null;
}

/** Fields that stand on no page. */
export function unplaced(body: App): DefinedField[] {
  const placed = new Set(
    body.form.pages.flatMap(({ items }) => items.flatMap((item) => ('field' in item ? [item.field] : []))),
  );
  return body.fields.filter((field) => !placed.has(field.code));
}

export const nameOf = (field: Pick<DefinedField, 'label' | 'code'>): string => field.label.ja || field.code;

export function itemName(body: App, item: Item): string {
  if ('field' in item) {
    const field = fieldByCode(body, item.field);
    return field === undefined ? item.field : nameOf(field);
  }
  return 'heading' in item ? `見出し「${item.heading.ja}」` : '説明文';
}

/** A copy of a list with one part taken out, put in, or moved. `to` is the gap before anything is taken out. */
export const without = <T>(list: readonly T[], index: number): T[] => list.filter((_, at) => at !== index);
export const inserted = <T>(list: readonly T[], index: number, one: T): T[] => [
  ...list.slice(0, index),
  one,
  ...list.slice(index),
];
export const replaced = <T>(list: readonly T[], index: number, one: T): T[] =>
  list.map((each, at) => (at === index ? one : each));
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const one = list[from];
  if (one === undefined) return [...list];
  return inserted(without(list, from), to > from ? to - 1 : to, one);
}

export const withPages = (body: App, pages: readonly Page[]): App => ({
  ...body,
  form: { ...body.form, pages: [...pages] },
});
export function withItems(body: App, page: number, items: readonly Item[]): App {
  const found = body.form.pages[page];
  return found === undefined
    ? body
    : withPages(body, replaced(body.form.pages, page, { ...found, items: [...items] }));
}
