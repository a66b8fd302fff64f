/** What stands at the head of every page of an app. */
import { possibleActs } from '#core/policy';
import type { UsableView } from '#core/saved-views';
import { viewsFor } from '#core/saved-views.server';
import type { OpenApp } from '#core/views.server';
import type { AppHeadData } from './model.ts';

/** `views`: of whoever has asked for them already. */
export async function appHeadData(open: OpenApp, views?: readonly UsableView[]): Promise<AppHeadData> {
  const { app, access } = open;
  const usable = views ?? (await viewsFor(open));
  return {
    id: app.id,
    title: app.title.ja,
    description: app.description?.ja ?? '',
    acts: possibleActs(access),
    offline: app.work.offline !== undefined,
    views: usable.map(({ id, title, origin, view }) => ({ id, title, origin, kind: view.kind })),
  };
}
