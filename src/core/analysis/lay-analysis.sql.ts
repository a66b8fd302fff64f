/** Makes the views of analysts what definitions, shapes and owners say. As builder, or as owner, who may act as builder. */
import { sql } from 'kysely';
import type { WorkApp } from '#core/definitions';
import { asBuilder, cutName, selectShape, underLockTimeout } from '#core/records.server';
import type { Tx } from '#platform/db.server';
import { planAnalysis } from './plan-analysis.ts';
import { type AnalysisView, createView, readTag, viewsOf } from './views.sql.ts';

export interface Standing {
  name: string;
  appId: string;
  part: number | null;
  digest: string;
}

interface Place {
  schema: string;
  views: string;
  readers: string;
}

/** What the views of this app, or of all apps, should be and are not yet. Gives how many were made and dropped. */
export async function layAnalysis(tx: Tx, appId?: string): Promise<{ made: number; dropped: number }> {
  const place = await placeOf(tx);
  await sql`SELECT pg_advisory_xact_lock(hashtext(${place.views}), 0)`.execute(tx);
  const apps = await selectOpenApps(tx, appId);
  const wanted: AnalysisView[] = [];
  for (const { app, texts } of apps) {
    const shape = await selectShape(tx, app.id);
    if (shape !== null) wanted.push(...viewsOf(planAnalysis(app, new Set(texts)), app, shape, place.schema));
  }
  const all = await selectStanding(tx);
  const mine = all.filter((one) => appId === undefined || one.appId === appId);
  const good = new Map<AnalysisView, Standing>();
  for (const view of wanted) {
    const same = mine.find(
      (one) => one.appId === view.appId && one.part === view.part && one.digest === view.digest,
    );
    if (same !== undefined) good.set(view, same);
  }
  const kept = new Set(good.values());
  const over = mine.filter((one) => !kept.has(one));
  const taken = new Set(all.filter((one) => !over.includes(one)).map((one) => one.name));
  const made = wanted.filter((view) => !good.has(view));
  if (over.length + made.length === 0) return { made: 0, dropped: 0 };
  const statements = [
    ...over.map((one) => dropView(place, one.name)),
    ...made.flatMap((view) => {
      const at = nameFor(view, taken);
      taken.add(at);
      return createView(view, at, place.views, place.readers);
    }),
  ];
  await asBuilder(tx, () => underLockTimeout(tx, statements.join(';\n')));
  return { made: made.length, dropped: over.length };
}

/**
 * Takes the views of an app away, before its tables are locked for a change: whoever reads them just now is waited for here, while
 * everybody else goes on working.
 */
export async function dropAnalysis(tx: Tx, appId: string): Promise<void> {
  const over = (await selectStanding(tx)).filter((one) => one.appId === appId);
  if (over.length === 0) return;
  const place = await placeOf(tx);
  const script = over.map((one) => dropView(place, one.name)).join(';\n');
  await asBuilder(tx, () => underLockTimeout(tx, script));
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const dropView = (place: Place, view: string): string => `DROP VIEW ${quoted(place.views)}.${quoted(view)}`;

/** Its title; where another app has that name, with the app's id, which no other has. */
function nameFor(view: AnalysisView, taken: ReadonlySet<string>): string {
  const wish = cutName(view.wish, 63);
  if (!taken.has(wish)) return wish;
  const id = `_${view.appId}${view.part === null ? '' : `_${view.part}`}`;
  return `${cutName(view.wish, 63 - id.length)}${id}`;
}

/** The one place that knows where things stand: beside the schema of the transaction. */
async function placeOf(tx: Tx): Promise<Place> {
  const { rows } = await sql<Place>`
    SELECT current_schema()::text AS schema, current_schema() || '_analysis' AS views, current_schema() || '_analyst' AS readers`.execute(
    tx,
  );
  return rows[0]!;
}

/** The newest version of the apps that are open, and what free texts are let out. */
async function selectOpenApps(
  tx: Tx,
  appId: string | undefined,
): Promise<{ app: WorkApp; texts: string[] }[]> {
  const { rows } = await sql<{ app: WorkApp; texts: string[] }>`
    SELECT d.body AS app, a.texts FROM app_analysis a CROSS JOIN LATERAL (
      SELECT body FROM definitions WHERE kind = 'app' AND id = a.app_id ORDER BY version DESC LIMIT 1) d
    WHERE d.body ? 'work' AND NOT EXISTS (SELECT FROM retired_apps r WHERE r.app_id = a.app_id)
      AND (${appId ?? null}::text IS NULL OR a.app_id = ${appId ?? null})
    ORDER BY a.app_id COLLATE "C"`.execute(tx);
  return rows;
}

/** The views that are there, as the database knows them. Anybody of the city may ask. */
export async function selectStanding(tx: Tx): Promise<Standing[]> {
  const { rows } = await sql<{ name: string; comment: string | null }>`
    SELECT c.relname AS name, obj_description(c.oid, 'pg_class') AS comment FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() || '_analysis' AND c.relkind = 'v' ORDER BY c.relname COLLATE "C"`.execute(
    tx,
  );
  return rows.map(({ name, comment }) => ({
    name,
    ...(readTag(comment) ?? { appId: '', part: null, digest: '' }),
  }));
}
