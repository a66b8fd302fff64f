/** From the view one looks at and what is asked of the moment to one question. */
import { firstView, listQuestion, type UsableView } from '#core/saved-views';
import { viewsFor } from '#core/saved-views.server';
import type { AskedList, OpenApp } from '#core/views.server';
import { fail, ok, type Result } from '#kernel/result';
import type { TableQuestion } from './model.ts';

export type AskedTable = Omit<AskedList, 'limit' | 'after' | 'before' | 'from'>;

/** The list one meets: the one of the address, else the one meant for people like this. Null: the app has none. */
export function chosenView(views: readonly UsableView[], id: string | null): UsableView | null {
  const tables = views.filter((one) => one.view.kind === 'table');
  return tables.find((one) => one.id === id) ?? firstView(tables) ?? null;
}

export async function askedOf(
  open: OpenApp,
  { view: id, whole, filter, search, sort }: TableQuestion,
): Promise<Result<{ view: UsableView | null; asked: AskedTable }>> {
  const view = id === undefined ? null : ((await viewsFor(open)).find((one) => one.id === id) ?? null);
  if (id !== undefined && view === null)
    return fail('invalid', undefined, [
      { path: 'view', message: 'この一覧は、もうありません。ほかの一覧を選んでください。' },
    ]);
  const { filter: own, ...base }: AskedTable = view === null ? {} : listQuestion(view.view);
  const filters = [whole === true ? undefined : own, filter].filter(
    (one) => one !== undefined && one.trim() !== '',
  );
  return ok({
    view,
    asked: {
      ...base,
      ...(filters.length === 0
        ? {}
        : { filter: filters.length === 1 ? filters[0] : `AND(${filters.join(', ')})` }),
      ...(search === undefined ? {} : { search }),
      ...(sort === undefined ? {} : { sort }),
    },
  });
}
