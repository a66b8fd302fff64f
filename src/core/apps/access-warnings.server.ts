/** What somebody who answers for the data should know about the rules of an app before they hold. */
import type { App } from '#core/definitions';
import { actorsOfAll, topDepartments } from '#core/people.server';
import { accessConcerns, managersAmong, prepareAccess, staffMay } from '#core/policy';
import { type AppDesk, isWorkApp, todayInTokyo } from './desk.server.ts';
import type { AppProblem } from './model.ts';

/** Rules that reach too far, and whether anybody is left who could change them. Warnings only: publishing stays a decision of people. */
export async function accessWarnings(desk: AppDesk, app: App): Promise<AppProblem[]> {
  if (!isWorkApp(app) || app.work.access === undefined) return [];
  const today = todayInTokyo();
  const concerns = accessConcerns(app, await topDepartments(desk.tx, today));
  const builders = (await actorsOfAll(desk.tx, today)).filter((actor) => staffMay(actor, 'app.build'));
  const managers = managersAmong(prepareAccess(app), builders);
  const found: AppProblem[] = concerns.map(({ path, ja, en }) => ({ path, level: 'warning', ja, en }));
  const path = 'work.access';
  if (managers.length === 0)
    found.push({
      path,
      level: 'warning',
      ja: 'このままでは、公開したあとで管理できる人が一人もいません。「見る」と「管理」を条件なしに持つ人を加えてください。',
      en: 'Nobody could manage the app once this is published.',
    });
  else if (!managers.some((one) => one.postId === desk.actor.postId) && !staffMay(desk.actor, 'app.oversee'))
    found.push({
      path,
      level: 'warning',
      ja: '公開すると、あなた自身はこの業務アプリを管理できなくなります。',
      en: 'You could not manage the app any more once this is published.',
    });
  return found;
}
