/** Rows of publications. Staff ask; the builder carries out. */
import { sql } from 'kysely';
import type { App } from '#core/definitions';
import type { FindLayer, Layer } from '#core/fields';
import type { Tx } from '#platform/db.server';
import type { AppProblem, ConversionProgress, Publication, PublicationState, Retype } from './model.ts';

export interface PublicationRow {
  id: string;
  appId: string;
  basedOn: number | null;
  body: App;
  retypes: Retype[];
  state: PublicationState;
  draftRevision: number | null;
  requestedBy: string;
  postId: string | null;
  rolledBackTo: number | null;
}

/** False when another publishing of the app is on its way. */
export async function insertPublication(
  tx: Tx,
  row: Omit<PublicationRow, 'state'> & { note: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    INSERT INTO app_publications (id, app_id, based_on, body, retypes, note, draft_revision, rolled_back_to, requested_by, post_id)
    VALUES (${row.id}, ${row.appId}, ${row.basedOn}, ${JSON.stringify(row.body)}::jsonb, ${JSON.stringify(row.retypes)}::jsonb,
      ${row.note}, ${row.draftRevision}, ${row.rolledBackTo}, ${row.requestedBy}, ${row.postId})
    ON CONFLICT (app_id) WHERE state IN ('waiting', 'converting') DO NOTHING`.execute(tx);
  return numAffectedRows === 1n;
}

/** As builder: held until the transaction ends, so that it is carried out once. */
export async function lockPublication(tx: Tx, id: string): Promise<PublicationRow | null> {
  const { rows } = await sql<PublicationRow>`
    SELECT id, app_id AS "appId", based_on AS "basedOn", body, retypes, state, draft_revision AS "draftRevision",
      requested_by AS "requestedBy", post_id AS "postId", rolled_back_to AS "rolledBackTo"
    FROM app_publications WHERE id = ${id} FOR UPDATE`.execute(tx);
  return rows[0] ?? null;
}

export async function endPublication(
  tx: Tx,
  id: string,
  end: { state: PublicationState; problems?: AppProblem[]; version?: number },
): Promise<void> {
  await sql`
    UPDATE app_publications SET state = ${end.state}, problems = ${JSON.stringify(end.problems ?? [])}::jsonb,
      version = ${end.version ?? null},
      finished_at = CASE WHEN ${end.state} IN ('published', 'refused') THEN now() END
    WHERE id = ${id}`.execute(tx);
}

const columns = sql`p.id, p.app_id AS "appId", p.state, p.problems, p.version, p.note, p.rolled_back_to AS "rolledBackTo",
  p.requested_by AS "requestedBy", p.requested_at AS "requestedAt", p.finished_at AS "finishedAt",
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id::text, 'kind', c.kind, 'fromField', c.from_field, 'toFields', c.to_fields,
    'state', c.state, 'total', c.total, 'done', c.done, 'failed', c.failed) ORDER BY c.id)
    FROM app_conversions c WHERE c.publication_id = p.id), '[]') AS conversions`;

export async function selectPublication(tx: Tx, id: string): Promise<Publication | null> {
  const { rows } = await sql<Publication & { conversions: ConversionProgress[] }>`
    SELECT ${columns} FROM app_publications p WHERE p.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** The one that is on its way; null when none is. */
export async function selectRunning(tx: Tx, appId: string): Promise<Publication | null> {
  const { rows } = await sql<Publication>`
    SELECT ${columns} FROM app_publications p WHERE p.app_id = ${appId} AND p.state IN ('waiting', 'converting')`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** Newest first. */
export async function selectPublications(tx: Tx, appId: string): Promise<Publication[]> {
  const { rows } = await sql<Publication>`
    SELECT ${columns} FROM app_publications p WHERE p.app_id = ${appId} ORDER BY p.requested_at DESC, p.id LIMIT 200`.execute(
    tx,
  );
  return rows;
}

export interface VersionRow {
  version: number;
  body: App;
  pack: string;
  loadedAt: Date;
}

/** Newest first. */
export async function selectVersions(tx: Tx, appId: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    SELECT version, body, pack, loaded_at AS "loadedAt" FROM definitions WHERE kind = 'app' AND id = ${appId}
    ORDER BY version DESC`.execute(tx);
  return rows;
}

/** The newest version, or this one; null when there is none. */
export async function selectVersion(tx: Tx, appId: string, version?: number): Promise<VersionRow | null> {
  const { rows } = await sql<VersionRow>`
    SELECT version, body, pack, loaded_at AS "loadedAt" FROM definitions
    WHERE kind = 'app' AND id = ${appId} AND (${version ?? null}::integer IS NULL OR version = ${version ?? null}::integer)
    ORDER BY version DESC LIMIT 1`.execute(tx);
  return rows[0] ?? null;
}

/** When each work app came to its newest version. */
export async function selectPublishedTimes(tx: Tx): Promise<Map<string, Date>> {
  const { rows } = await sql<{ id: string; at: Date }>`
    SELECT id, max(loaded_at) AS at FROM definitions WHERE kind = 'app' GROUP BY id`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.at]));
}

/** The newest version of every app. */
export async function selectNewestApps(tx: Tx): Promise<App[]> {
  const { rows } = await sql<{ body: App }>`
    SELECT DISTINCT ON (id) body FROM definitions WHERE kind = 'app' ORDER BY id, version DESC`.execute(tx);
  return rows.map((row) => row.body);
}

/** The layers of the city's map; a city has a handful. */
export async function selectNewestLayers(tx: Tx): Promise<FindLayer> {
  const { rows } = await sql<{ id: string; body: Layer }>`
    SELECT DISTINCT ON (id) id, body FROM definitions WHERE kind = 'layer' ORDER BY id, version DESC`.execute(
    tx,
  );
  const layers = new Map(rows.map((row) => [row.id, row.body]));
  return (id) => layers.get(id);
}

/** Versions of the app that cases which are not closed began with. As builder. */
export async function selectRunningVersions(tx: Tx, appId: string): Promise<number[]> {
  const { rows } = await sql<{ version: number }>`
    SELECT DISTINCT app_version AS version FROM cases WHERE app_id = ${appId} AND closed_at IS NULL`.execute(
    tx,
  );
  return rows.map((row) => row.version);
}
