/** What a list was asked, in this tab only: coming back from a record shows the same list, and words of a search never stand in an address. */
import type { TableQuestion } from './model.ts';

type Moment = Omit<TableQuestion, 'view'>;

const keyOf = (app: string, view: string | undefined): string => `asked:${app}:${view ?? ''}`;

/** Gone at sign-out (`clearTab`), and not before: whoever changes a record comes back to the list they left. */
export function keepMoment(app: string, { view, ...moment }: TableQuestion): void {
  sessionStorage.setItem(keyOf(app, view), JSON.stringify(moment));
}

/** Null: nothing that narrows or orders this list was kept. */
export function keptMoment(app: string, view: string | undefined): Moment | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(app, view)) ?? '{}') as Moment;
    const asked = [kept.filter ?? '', kept.search ?? ''].some((text) => text !== '');
    return asked || kept.whole === true || (kept.sort ?? []).length > 0 ? kept : null;
  } catch {
    return null;
  }
}
