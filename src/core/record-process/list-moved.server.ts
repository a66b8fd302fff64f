/** The whole list of what 人事異動, absences and suspensions moved, of the records that whoever asks may see. */
import { openApp, titlesOf } from '#core/views.server';
import type { PlainDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import type { MovedItem, MovedPage } from './model.ts';
import { type MovedRow, selectMoved } from './moved.sql.ts';
import type { Looking } from './open-process.server.ts';

export interface MovedAsked {
  /** First day; null: from the beginning. */
  since: PlainDate | null;
  /** Null: of all apps. */
  app: string | null;
  after: string | null;
  limit: number;
}

/** Whoever sees few of many looks through so many pieces at most; the page goes on from there. */
const mostPieces = 10;

/** Newest first. A page may be short, and even empty, where much in between is not for this person: `next` says whether it goes on. */
export async function listMoved(desk: Looking, asked: MovedAsked): Promise<Result<MovedPage>> {
  const { limit } = asked;
  if (asked.after !== null && !/^\d{1,18}$/.test(asked.after)) return fail('invalid');
  const items: MovedItem[] = [];
  let { after } = asked;
  for (let piece = 0; piece < mostPieces; piece++) {
    const rows = await selectMoved(desk.tx, { ...asked, after, limit });
    const seen = await visibleOf(desk, rows);
    items.push(...seen.slice(0, limit - items.length));
    const whole = seen.length === 0 || items.at(-1)?.id === seen.at(-1)?.id;
    if (!whole) return ok({ items, next: items.at(-1)?.id ?? null });
    if (rows.length < limit) return ok({ items, next: null });
    after = rows.at(-1)?.id ?? null;
    if (items.length === limit) break;
  }
  return ok({ items, next: after });
}

/** Records that cannot be seen have no title, and their moves are not shown. */
async function visibleOf(desk: Looking, rows: readonly MovedRow[]): Promise<MovedItem[]> {
  const apps = new Map<string, { title: string; titles: Map<string, string> }>();
  for (const appId of new Set(rows.map((one) => one.appId))) {
    const open = await openApp(desk, appId);
    if (!open.ok) continue;
    const ids = rows.flatMap((one) => (one.appId === appId ? one.recordId : []));
    apps.set(appId, {
      title: open.value.app.title.ja,
      titles: await titlesOf(open.value, [...new Set(ids)]),
    });
  }
  return rows.flatMap(({ at, moves, ...row }): MovedItem[] => {
    const app = apps.get(row.appId);
    const title = app?.titles.get(row.recordId);
    if (app === undefined || title === undefined) return [];
    const lines = moves.map(({ seat, from, to }) => ({ step: seat, from, to }));
    return [{ ...row, at: at.toISOString(), app: app.title, title, moves: lines }];
  });
}
