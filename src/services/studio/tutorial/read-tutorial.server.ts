/** How far whoever practises has come: read from their real app, so that they may stop and go on whenever they like. */
import { type AppDesk, type AppState, listApps, readApp, reviewDraft } from '#core/apps.server';
import { viewsFor } from '#core/saved-views.server';
import { countRecords, openApp } from '#core/views.server';
import { type Practice, type TutorialStep, tutorialSteps } from './steps.ts';

export async function readTutorial(desk: AppDesk): Promise<{ appId: string | null; steps: TutorialStep[] }> {
  const app = await practiceApp(desk);
  const practice = app === null ? null : await practiceOf(desk, app);
  return { appId: app?.appId ?? null, steps: tutorialSteps(practice) };
}

/** The newest app of their own that is about 落とし物. */
async function practiceApp(desk: AppDesk): Promise<AppState | null> {
  const named = (await listApps(desk))
    .filter((one) => one.retired === null && one.title.includes('落とし物'))
    .sort((a, b) => timeOf(b) - timeOf(a));
  for (const { appId } of named) {
    const app = await readApp(desk, appId);
    if (app.ok && isTheirs(app.value, desk.actor.id)) return app.value;
  }
  return null;
}

const timeOf = (one: Awaited<ReturnType<typeof listApps>>[number]): number =>
  Math.max(one.draft?.changedAt.getTime() ?? 0, one.publishedAt?.getTime() ?? 0);

const isTheirs = ({ body }: AppState, staffId: string | null): boolean =>
  body.work?.access.some((rule) => rule.who.some((who) => 'user' in who && who.user === staffId)) === true;

async function practiceOf(desk: AppDesk, app: AppState): Promise<Practice> {
  const used = app.published === null ? null : await openApp(desk, app.appId);
  const open = used?.ok ? used.value : null;
  const counted = open === null ? null : await countRecords(open, {});
  const views = open === null ? [] : await viewsFor(open);
  return {
    appId: app.appId,
    fields: app.body.fields,
    wrong: app.draft === null ? new Set() : await wrongFields(desk, app),
    published: app.published !== null,
    records: counted?.ok ? counted.value.count : 0,
    views: views.filter((view) => view.origin !== 'app').length,
  };
}

async function wrongFields(desk: AppDesk, app: AppState): Promise<Set<number>> {
  const review = await reviewDraft(desk, app.appId);
  if (!review.ok) return new Set();
  return new Set(
    review.value.problems.flatMap(({ level, path }) => {
      const field = app.body.fields[Number(/^fields\[(\d+)\]/.exec(path)?.[1])];
      return level === 'error' && field !== undefined ? [field.id] : [];
    }),
  );
}
