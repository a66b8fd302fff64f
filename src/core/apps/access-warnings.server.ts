/** What somebody who answers for the data should know about the rules of an app before they hold. */
import type { App } from '#core/definitions';
import { actorsOfAll, topDepartments } from '#core/people.server';
import { accessConcerns, managersAmong, prepareAccess, type StaffActor, staffMay } from '#core/policy';
import { type AppDesk, isWorkApp, todayInTokyo } from './desk.server.ts';
import type { AppProblem } from './model.ts';

/** What warnings ask of the city; read once where many apps are looked at. */
export interface CityPeople {
  top: ReadonlySet<string>;
  /** Whoever may build at all, one for each post. */
  builders: StaffActor[];
}

export async function cityPeople({ tx }: AppDesk): Promise<CityPeople> {
  const today = todayInTokyo();
  return {
    top: await topDepartments(tx, today),
    builders: (await actorsOfAll(tx, today)).filter((actor) => staffMay(actor, 'app.build')),
  };
}

/** Rules that reach too far, and whether anybody is left who could change them. Warnings only: publishing stays a decision of people. */
export async function accessWarnings(desk: AppDesk, app: App): Promise<AppProblem[]> {
  const city = await cityPeople(desk);
  const found = concernsOf(app, city);
  if (!isWorkApp(app) || found.some((one) => one.path === everybody)) return found;
  const managers = managersAmong(prepareAccess(app), city.builders);
  if (managers.some((one) => one.postId === desk.actor.postId) || staffMay(desk.actor, 'app.oversee'))
    return found;
  return [
    ...found,
    {
      path: everybody,
      level: 'warning',
      ja: '公開すると、あなた自身はこの業務アプリを管理できなくなります。',
      en: 'You could not manage the app any more once this is published.',
    },
  ];
}

/** The same for whoever looks after all apps and manages none. */
export function concernsOf(app: App, { top, builders }: CityPeople): AppProblem[] {
  if (!isWorkApp(app) || app.work.access === undefined) return [];
  const found: AppProblem[] = accessConcerns(app, top).map(({ path, ja, en }) => ({
    path,
    level: 'warning',
    ja,
    en,
  }));
  if (managersAmong(prepareAccess(app), builders).length > 0) return found;
  return [
    ...found,
    {
      path: everybody,
      level: 'warning',
      ja: '管理できる人が一人もいません。「見る」と「管理」を条件なしに持つ人を加えてください。',
      en: 'Nobody could manage the app.',
    },
  ];
}

const everybody = 'work.access';
