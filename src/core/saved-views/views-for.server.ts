/** Every view of an app that one person may use: of its definition, shared, and their own. */
import type { Who } from '#core/definitions';
import { isMeant } from '#core/policy';
import { findView, type OpenApp } from '#core/views.server';
import type { Origin, UsableView, ViewBody } from './model.ts';
import { type SavedRow, selectSaved } from './saved-views.sql.ts';
import { usableBody } from './usable-body.ts';

/** Whoever manages the app shares views with all who use it. */
export const mayShare = (open: OpenApp): boolean => open.access.rows('manage') === true;

/** In the order they are shown: of the app, shared, one's own. What shows nothing that this person may read is not among them. */
export async function viewsFor(open: OpenApp): Promise<UsableView[]> {
  const defined = (open.app.work.views ?? []).flatMap((view) => definedView(open, view.id));
  const { actor, tx } = open.desk;
  if (actor.id === null) return defined;
  const saved = await selectSaved(tx, open.app.id, actor.id);
  const usable = saved.flatMap((row) => savedView(open, row) ?? []);
  return [
    ...defined,
    ...['shared', 'own'].flatMap((origin) => usable.filter((one) => one.origin === origin)),
  ];
}

function definedView(open: OpenApp, id: string): UsableView[] {
  const view = findView(open, id);
  if (view === null || !finds(open, view.who)) return [];
  const { id: _id, title, who: _who, defaultFor, ...body } = view;
  const usable = usableBody({ view: body as ViewBody, filter: [], ids: {} }, open);
  if (usable === null) return [];
  const filter = view.filter === undefined ? {} : { filter: view.filter };
  return [
    {
      id,
      origin: 'app',
      title: title.ja,
      view: { ...usable.view, ...filter } as ViewBody,
      lost: usable.lost,
      widened: usable.widened,
      first: meets(open, defaultFor),
      mayEdit: false,
      revision: 0,
      audience: {},
    },
  ];
}

/** Null: not for this person, or nothing of it is. */
export function savedView(open: OpenApp, row: SavedRow): UsableView | null {
  const manages = mayShare(open);
  const mine = row.owner_staff_id === open.desk.actor.id;
  if (row.shared ? !manages && !finds(open, row.audience.who) : !mine) return null;
  const usable = usableBody(row.body, open);
  if (usable === null) return null;
  const origin: Origin = row.shared ? 'shared' : 'own';
  return {
    id: row.id,
    origin,
    title: row.title,
    ...usable,
    first: row.shared ? meets(open, row.audience.defaultFor) : row.opens_first,
    mayEdit: row.shared ? manages : mine,
    revision: row.revision,
    audience: manages ? row.audience : {},
  };
}

/** A view is found by people, not by records: a rule about a field of the record names nobody here. */
const meets = (open: OpenApp, who: readonly Who[] = []): boolean =>
  who.some((one) => isMeant(one, open.desk.actor) === true);
const finds = (open: OpenApp, who: readonly Who[] | undefined): boolean =>
  who === undefined || meets(open, who);
