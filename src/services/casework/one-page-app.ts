/** An app's form with all its pages under each other: whoever copies from paper wants one screen, not ten. Pure. */
import type { App } from '#core/definitions';

const both = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || other === undefined ? (one ?? other) : `AND(${one}, ${other})`;

export const onePage = 'all';

/** A page's own condition goes to each of its fields; its title becomes a heading. */
export function onePageApp(app: App, title: string): App {
  const conditionOf = new Map<string, string>();
  for (const page of app.form.pages) {
    for (const item of page.items)
      if ('field' in item && page.visible !== undefined) conditionOf.set(item.field, page.visible);
  }
  const items = app.form.pages.flatMap((page) => [
    page.visible === undefined ? { heading: page.title } : { guidance: page.title, visible: page.visible },
    // What guides an applicant through a page is noise to somebody who enters paper.
    ...page.items.filter((item) => 'field' in item || 'heading' in item),
  ]);
  return {
    ...app,
    fields: app.fields.map((field) => ({
      ...field,
      visible: both(conditionOf.get(field.code), field.visible),
    })),
    form: { pages: [{ id: onePage, title: { ja: title }, minutes: 5, items }] },
  } as App;
}
