/** The approvals of an app in one fiscal year, of the records that whoever asks may see. */
import { namesOf } from '#core/people.server';
import { type OpenApp, openApp, openApps, titlesOf } from '#core/views.server';
import { fiscalYearDays, fiscalYearOf, tokyoDate } from '#kernel/dates';
import type { StaffScene } from './desk.server.ts';
import type { HistoryRow } from './figures.ts';
import { selectApprovals } from './history.sql.ts';

/** So many are read at once; the page says when there are more. */
export const most = 2_000;

export interface History {
  apps: { id: string; title: string }[];
  app: { id: string; title: string } | null;
  year: number;
  years: number[];
  rows: HistoryRow[];
  more: boolean;
}

export async function readHistory(scene: StaffScene, search: URLSearchParams): Promise<History> {
  const desk = { tx: scene.tx, municipality: scene.info.municipality, actor: scene.actor };
  const apps = (await openApps(desk))
    .filter(({ app, access }) => app.work.process?.routes.length && access.rows('view') !== false)
    .map(({ app }) => ({ id: app.id, title: app.title.ja }));
  const now = fiscalYearOf(tokyoDate(new Date()));
  const years = [now, now - 1, now - 2, now - 3, now - 4];
  const asked = Number(search.get('year'));
  const year = years.includes(asked) ? asked : now;
  const app = apps.find((one) => one.id === search.get('app')) ?? apps[0] ?? null;
  const open = app === null ? null : await openApp(desk, app.id);
  if (app === null || open === null || !open.ok)
    return { apps, app: null, year, years, rows: [], more: false };
  const { rows, more } = await rowsOf(scene, open.value, year);
  scene.touched('record', [app.id, ...rows.map((one) => one.recordId)], [], 'approval.history');
  return { apps, app, year, years, rows, more };
}

async function rowsOf(scene: StaffScene, open: OpenApp, year: number) {
  const period = { from: fiscalYearDays(year).start, until: fiscalYearDays(year + 1).start };
  const found = await selectApprovals(scene.tx, open.app.id, period, most + 1);
  // Only those of records that one sees have a title at all.
  const titles = await titlesOf(open, [...new Set(found.map((one) => one.record_id))]);
  const staff = new Set(found.map((one) => one.drafter_staff));
  const names = await namesOf(
    scene.tx,
    { staff, departments: new Set(), groups: new Set() },
    tokyoDate(new Date()),
    'ja',
  );
  const rows: HistoryRow[] = found
    .slice(0, most)
    .filter((one) => titles.has(one.record_id))
    .map((one) => ({
      id: one.id,
      appId: open.app.id,
      recordId: one.record_id,
      title: titles.get(one.record_id) || '（題名なし）',
      round: one.round,
      state: one.state,
      route: one.body.route.title,
      drafter: names.staff?.[one.drafter_staff] ?? '',
      draftedAt: one.drafted_at.toISOString(),
      decidedAt: one.decided_at?.toISOString() ?? null,
      steps: one.body.steps,
    }));
  return { rows, more: found.length > most };
}
