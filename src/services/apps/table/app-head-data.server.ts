/** What stands at the head of every page of an app. */
import { possibleActs } from '#core/policy';
import { findView, type OpenApp } from '#core/views.server';
import type { AppHeadData } from './model.ts';

export function appHeadData(open: OpenApp): AppHeadData {
  const { app, access } = open;
  return {
    id: app.id,
    title: app.title.ja,
    description: app.description?.ja ?? '',
    acts: possibleActs(access),
    views: (app.work.views ?? [])
      .filter((view) => findView(open, view.id) !== null)
      .map(({ id, title, kind }) => ({ id, title: title.ja, kind })),
  };
}
