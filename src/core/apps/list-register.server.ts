/** 業務アプリ台帳: every published app one may build, with its card and how it is used. */
import { type AppCard, selectCards } from './cards.sql.ts';
import type { AppDesk } from './desk.server.ts';
import { type AppEntry, listApps } from './list-apps.server.ts';
import { type AppUsage, selectUsage } from './usage.sql.ts';

export interface RegisterEntry {
  app: AppEntry;
  card: AppCard | null;
  /** Null: nobody has used it yet. */
  usage: AppUsage | null;
}

/** Without drafts and what is out of use. Whoever oversees all apps finds all of them. */
export async function listRegister(desk: AppDesk): Promise<RegisterEntry[]> {
  const apps = (await listApps(desk)).filter((one) => one.version !== null && one.retired === null);
  const [cards, usage] = [await selectCards(desk.tx), await selectUsage(desk.tx)];
  return apps.map((app) => ({
    app,
    card: cards.get(app.appId) ?? null,
    usage: usage.get(app.appId) ?? null,
  }));
}
