/** Rows of drafts and of apps out of use. */
import { sql } from 'kysely';
import type { App } from '#core/definitions';
import { forgetEpoch } from '#core/definitions.server';
import type { Tx } from '#platform/db.server';
import type { Draft, Retype } from './model.ts';

const columns = sql`app_id AS "appId", based_on AS "basedOn", body, retypes, revision, created_by AS "createdBy",
  changed_by AS "changedBy", changed_at AS "changedAt"`;

export async function selectDraft(tx: Tx, appId: string): Promise<Draft | null> {
  const { rows } = await sql<Draft>`SELECT ${columns} FROM app_drafts WHERE app_id = ${appId}`.execute(tx);
  return rows[0] ?? null;
}

/** Every living draft, the newest change first. */
export async function selectDrafts(tx: Tx): Promise<Draft[]> {
  const { rows } =
    await sql<Draft>`SELECT ${columns} FROM app_drafts ORDER BY changed_at DESC, app_id`.execute(tx);
  return rows;
}

/** What a list says of a draft, without its body. */
export interface DraftHead {
  appId: string;
  basedOn: number | null;
  revision: number;
  createdBy: string;
  changedBy: string;
  changedAt: Date;
  title: string;
  department: string | null;
  fields: number;
}

export async function selectDraftHeads(tx: Tx): Promise<DraftHead[]> {
  const { rows } = await sql<DraftHead>`
    SELECT app_id AS "appId", based_on AS "basedOn", revision, created_by AS "createdBy", changed_by AS "changedBy",
      changed_at AS "changedAt", coalesce(body #>> '{title,ja}', '') AS title, body #>> '{work,department}' AS department,
      jsonb_array_length(body -> 'fields') AS fields
    FROM app_drafts ORDER BY changed_at DESC, app_id`.execute(tx);
  return rows;
}

/** Null when the app has a draft already. */
export async function insertDraft(
  tx: Tx,
  row: { appId: string; basedOn: number | null; body: App; by: string },
): Promise<Draft | null> {
  const { rows } = await sql<Draft>`
    INSERT INTO app_drafts (app_id, based_on, body, created_by, changed_by)
    VALUES (${row.appId}, ${row.basedOn}, ${JSON.stringify(row.body)}::jsonb, ${row.by}, ${row.by})
    ON CONFLICT (app_id) DO NOTHING RETURNING ${columns}`.execute(tx);
  return rows[0] ?? null;
}

/** Null when somebody saved in between. */
export async function updateDraft(
  tx: Tx,
  appId: string,
  revision: number,
  row: { body: App; retypes: Retype[]; by: string },
): Promise<Draft | null> {
  const { rows } = await sql<Draft>`
    UPDATE app_drafts SET body = ${JSON.stringify(row.body)}::jsonb, retypes = ${JSON.stringify(row.retypes)}::jsonb,
      changed_by = ${row.by}, changed_at = now(), revision = revision + 1
    WHERE app_id = ${appId} AND revision = ${revision} RETURNING ${columns}`.execute(tx);
  return rows[0] ?? null;
}

export async function deleteDraft(tx: Tx, appId: string, revision: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    DELETE FROM app_drafts WHERE app_id = ${appId} AND revision = ${revision}`.execute(tx);
  return numAffectedRows === 1n;
}

/** As builder, after publishing: the draft is over, or goes on from the new version when it was changed since. */
export async function settleDraft(
  tx: Tx,
  appId: string,
  published: { revision: number; version: number; retypes: Retype[] },
): Promise<void> {
  await sql`DELETE FROM app_drafts WHERE app_id = ${appId} AND revision = ${published.revision}`.execute(tx);
  const done = JSON.stringify(published.retypes);
  await sql`
    UPDATE app_drafts SET based_on = ${published.version}, retypes = coalesce((
      SELECT jsonb_agg(one) FROM jsonb_array_elements(retypes) AS one WHERE NOT ${done}::jsonb @> jsonb_build_array(one)), '[]')
    WHERE app_id = ${appId}`.execute(tx);
}

/** False when the id is taken: by a version, a draft or a table. */
export async function isFree(tx: Tx, appId: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM definitions WHERE kind = 'app' AND id = ${appId}
    UNION ALL SELECT 1 FROM app_drafts WHERE app_id = ${appId}
    UNION ALL SELECT 1 FROM app_tables WHERE app_id = ${appId}`.execute(tx);
  return rows.length === 0;
}

/** False when it was retired already. */
export async function insertRetired(tx: Tx, appId: string, by: string, reason: string): Promise<boolean> {
  forgetEpoch(tx);
  const { numAffectedRows } = await sql`
    INSERT INTO retired_apps (app_id, retired_by, reason) VALUES (${appId}, ${by}, ${reason}) ON CONFLICT DO NOTHING`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

export async function deleteRetired(tx: Tx, appId: string): Promise<boolean> {
  forgetEpoch(tx);
  const { numAffectedRows } = await sql`DELETE FROM retired_apps WHERE app_id = ${appId}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Ids of the apps that are out of use. */
export async function selectRetired(tx: Tx): Promise<Set<string>> {
  const { rows } = await sql<{ app_id: string }>`SELECT app_id FROM retired_apps`.execute(tx);
  return new Set(rows.map((row) => row.app_id));
}

export interface RetiredApp {
  appId: string;
  at: Date;
  by: string;
  reason: string;
}

/** Apps out of use, the last first. */
export async function selectRetirements(tx: Tx): Promise<RetiredApp[]> {
  const { rows } = await sql<RetiredApp>`
    SELECT app_id AS "appId", retired_at AS at, retired_by AS by, reason FROM retired_apps
    ORDER BY retired_at DESC, app_id`.execute(tx);
  return rows;
}
