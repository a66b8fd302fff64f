/**
 * From a row of the audit about a work app to who may do what there; to who sees the record, and why, for whoever may ask that: they
 * manage the app and see the record themselves.
 */
import { mayBuild } from '#core/apps.server';
import type { WorkApp } from '#core/definitions';
import { definitionsOf } from '#core/definitions.server';
import { openApp, type RecordDesk, titlesOf } from '#core/views.server';
import { tokyoDate } from '#kernel/dates';
import { href, staffPaths } from '#ui/paths';
import type { AuditLine } from './audit-list.sql.ts';

type Row = Pick<AuditLine, 'noun' | 'ids'>;

export interface AccessWays {
  /** Names of apps, which a reader of the audit knows from the overview. */
  titles: ReadonlyMap<string, string>;
  of(row: Row): { to: string; text: string }[];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function accessWays(desk: RecordDesk, rows: readonly Row[]): Promise<AccessWays> {
  const definitions = await definitionsOf(desk.tx, desk.municipality);
  const apps = new Map(
    definitions
      .apps(tokyoDate(new Date()))
      .flatMap(({ body }) => (body.work === undefined ? [] : [[body.id, body as WorkApp]])),
  );
  const named = rows.flatMap((row) => placeOf(row) ?? []);
  const seen = new Set<string>();
  for (const app of new Set(named.map((one) => one.app))) {
    const body = apps.get(app);
    const open = body === undefined || !mayBuild(body, desk.actor) ? null : await openApp(desk, app);
    if (open === null || !open.ok) continue;
    const ids = named.filter((one) => one.app === app).map((one) => one.record);
    for (const id of (await titlesOf(open.value, [...new Set(ids)])).keys()) seen.add(id);
  }
  return {
    titles: new Map([...apps].map(([id, body]) => [id, body.title.ja])),
    of(row) {
      const [app = ''] = row.ids;
      if (!apps.has(app)) return [];
      const place = placeOf(row);
      return [
        { to: href(staffPaths.appAccessOf, { app }), text: 'アクセス権' },
        ...(place !== null && seen.has(place.record)
          ? [{ to: href(staffPaths.studioAccessRecord, place), text: '見られる人' }]
          : []),
      ];
    },
  };
}

/** A row of one record names its app first. */
function placeOf({ noun, ids }: Row): { app: string; record: string } | null {
  const [app, record] = ids;
  return noun === 'record' && ids.length === 2 && app !== undefined && uuid.test(record ?? '')
    ? { app, record: record! }
    : null;
}
