/** Which view one meets: the one of the address, else the one meant for people like this, else the first. */
import type { View } from '#core/definitions';
import { isMeant } from '#core/policy';
import { findView, type OpenApp } from '#core/views.server';

export function chosenView(open: OpenApp, id: string | null): View | null {
  const views = (open.app.work.views ?? []).filter(
    (view) => view.kind === 'table' && findView(open, view.id) !== null,
  );
  const meant = (view: View): boolean =>
    (view.defaultFor ?? []).some((who) => isMeant(who, open.desk.actor) === true);
  return views.find((view) => view.id === id) ?? views.find(meant) ?? views[0] ?? null;
}
