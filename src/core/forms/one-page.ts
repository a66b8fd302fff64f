/** An app's form with all its pages under each other: staff want one screen, not ten. Pure. */
import type { DefinedItem, FormApp } from './model.ts';

const both = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || other === undefined ? (one ?? other) : `AND(${one}, ${other})`;

/** Id of the one page. */
export const onePage = 'all';

/**
 * A page's own condition goes to each of its fields; its title becomes a heading, where there is more than one page. What
 * guides an applicant through a page is noise to somebody who enters paper: `guidance` keeps it, for forms of staff.
 */
export function onePageApp<A extends FormApp>(app: A, title: string, guidance = false): A {
  const { pages } = app.form;
  const conditionOf = new Map<string, string>();
  for (const page of pages) {
    for (const item of page.items)
      if ('field' in item && page.visible !== undefined) conditionOf.set(item.field, page.visible);
  }
  const items = pages.flatMap((page) => {
    const head =
      page.visible === undefined ? { heading: page.title } : { guidance: page.title, visible: page.visible };
    return [
      ...(guidance && pages.length === 1 ? [] : [head]),
      ...page.items.flatMap((item): DefinedItem[] => {
        if (!('guidance' in item)) return [item];
        return guidance ? [{ ...item, visible: both(page.visible, item.visible) }] : [];
      }),
    ];
  });
  return {
    ...app,
    fields: app.fields.map((field) => ({
      ...field,
      visible: both(conditionOf.get(field.code), field.visible),
    })),
    form: { pages: [{ id: onePage, title: { ja: title }, minutes: 5, items }] },
  } as A;
}
