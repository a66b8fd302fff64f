/** The view a person exports: of the app, shared, or their own, as it was when they asked. */
import type { UsableView } from '#core/saved-views';
import { filterWords, viewsFor } from '#core/saved-views.server';
import type { OpenApp } from '#core/views.server';

export interface WantedView {
  /** Null: every record. */
  view: UsableView | null;
  /** What the worker and the second person are given: which view, which state of it, and its words. */
  query: Record<string, string>;
}

/**
 * Lists only, and none that shows more than it was made for: where a condition fell away, too much would leave the house.
 * A kept view is pinned by its revision, so that nobody agrees to one list and another goes out.
 */
export const exportable = ({ view, widened }: UsableView): boolean => view.kind === 'table' && !widened;

/** Null: there is no such view for this person, or it has changed since. */
export async function viewOfExport(
  open: OpenApp,
  { view: id = '', revision }: Record<string, string>,
): Promise<WantedView | null> {
  const app = open.app.id;
  if (id === '') return { view: null, query: { app } };
  const view = (await viewsFor(open)).find((one) => one.id === id);
  if (view === undefined || !exportable(view)) return null;
  if (revision !== undefined && revision !== String(view.revision)) return null;
  const words = await filterWords(open, view.view.filter);
  const pinned: Record<string, string> = view.origin === 'app' ? {} : { revision: String(view.revision) };
  // `q` is what people typed; it is forgotten when the export is over.
  return {
    view,
    query: { app, view: id, ...pinned, q: words === '' ? view.title : `${view.title}（${words}）` },
  };
}
