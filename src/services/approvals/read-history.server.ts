/** The approvals of an app in one fiscal year, of the records that whoever asks may see. */
import { namesOf } from '#core/people.server';
import { type OpenApp, openApp, openApps, titlesOf } from '#core/views.server';
import { fiscalYearDays, fiscalYearOf, tokyoDate } from '#kernel/dates';
import type { StaffScene } from './desk.server.ts';
import type { HistoryRow } from './figures.ts';
import { selectApprovals } from './history.sql.ts';

/** So many are read at once: all that figures are made of. */
export const most = 2_000;

export interface History {
  apps: { id: string; title: string }[];
  app: { id: string; title: string } | null;
  year: number;
  years: number[];
  rows: HistoryRow[];
  /** Behind which the older ones are; null: there are none. */
  next: string | null;
}

export interface Asked {
  /** Null: from the newest. */
  after: string | null;
  limit: number;
  /** With what was said in each step. */
  steps: boolean;
}

const places = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z_[0-9a-f-]{36}$/;

/** `?after=` of an address; what is none begins with the newest. */
export function afterIn(search: URLSearchParams): string | null {
  const after = search.get('after') ?? '';
  return places.test(after) ? after : null;
}

export async function readHistory(
  scene: StaffScene,
  search: URLSearchParams,
  asked: Asked,
): Promise<History> {
  const desk = { tx: scene.tx, municipality: scene.info.municipality, actor: scene.actor };
  const apps = (await openApps(desk))
    .filter(({ app, access }) => app.work.process?.routes.length && access.rows('view') !== false)
    .map(({ app }) => ({ id: app.id, title: app.title.ja }));
  const now = fiscalYearOf(tokyoDate(new Date()));
  const years = [now, now - 1, now - 2, now - 3, now - 4];
  const wanted = Number(search.get('year'));
  const year = years.includes(wanted) ? wanted : now;
  const app = apps.find((one) => one.id === search.get('app')) ?? apps[0] ?? null;
  const open = app === null ? null : await openApp(desk, app.id);
  if (app === null || open === null || !open.ok)
    return { apps, app: null, year, years, rows: [], next: null };
  const { rows, next } = await rowsOf(scene, open.value, year, asked);
  scene.touched('record', [app.id, ...rows.map((one) => one.recordId)], [], 'approval.history');
  return { apps, app, year, years, rows, next };
}

async function rowsOf(scene: StaffScene, open: OpenApp, year: number, { after, limit, steps }: Asked) {
  const period = { from: fiscalYearDays(year).start, until: fiscalYearDays(year + 1).start };
  const found = await selectApprovals(scene.tx, open.app.id, period, { after, limit: limit + 1, steps });
  const read = found.slice(0, limit);
  // Only those of records that one sees have a title at all.
  const titles = await titlesOf(open, [...new Set(read.map((one) => one.record_id))]);
  const staff = new Set(read.map((one) => one.drafter_staff));
  const names = await namesOf(
    scene.tx,
    { staff, departments: new Set(), groups: new Set() },
    tokyoDate(new Date()),
    'ja',
  );
  const rows: HistoryRow[] = read
    .filter((one) => titles.has(one.record_id))
    .map((one) => ({
      id: one.id,
      appId: open.app.id,
      recordId: one.record_id,
      title: titles.get(one.record_id) || '（題名なし）',
      round: one.round,
      state: one.state,
      route: one.route,
      drafter: names.staff?.[one.drafter_staff] ?? '',
      draftedAt: one.drafted_at.toISOString(),
      decidedAt: one.decided_at?.toISOString() ?? null,
      steps: one.steps,
      place: one.place,
    }));
  return { rows, next: found.length > limit ? (read.at(-1)?.place ?? null) : null };
}
