/** Rows of the register of apps. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export type AppStage = 'trial' | 'live';

/** What the owner of an app says about it. */
export interface AppCard {
  appId: string;
  stage: AppStage;
  /** Staff id of whom to ask. */
  contact: string | null;
  /** Per year, with one decimal; canonical text. */
  hoursSaved: string | null;
  hoursBasis: string;
  /** Yen per year. */
  costAvoided: string | null;
  costBasis: string;
  revision: number;
  changedAt: Date;
}

const columns = sql`app_id AS "appId", stage, contact, trim_scale(hours_saved)::text AS "hoursSaved", hours_basis AS "hoursBasis",
  cost_avoided::text AS "costAvoided", cost_basis AS "costBasis", revision, changed_at AS "changedAt"`;

export async function selectCards(tx: Tx): Promise<Map<string, AppCard>> {
  const { rows } = await sql<AppCard>`SELECT ${columns} FROM app_cards`.execute(tx);
  return new Map(rows.map((row) => [row.appId, row]));
}

export async function selectCard(tx: Tx, appId: string): Promise<AppCard | null> {
  const { rows } = await sql<AppCard>`SELECT ${columns} FROM app_cards WHERE app_id = ${appId}`.execute(tx);
  return rows[0] ?? null;
}

/** False when somebody else saved in between; `revision` 0 for a card that is not there yet. */
export async function keepCardRow(
  tx: Tx,
  card: Omit<AppCard, 'changedAt'> & { by: string },
): Promise<boolean> {
  const { numAffectedRows } =
    card.revision === 0
      ? await sql`
          INSERT INTO app_cards (app_id, stage, contact, hours_saved, hours_basis, cost_avoided, cost_basis, changed_by)
          VALUES (${card.appId}, ${card.stage}, ${card.contact}, ${card.hoursSaved}::numeric, ${card.hoursBasis},
            ${card.costAvoided}::numeric, ${card.costBasis}, ${card.by})
          ON CONFLICT (app_id) DO NOTHING`.execute(tx)
      : await sql`
          UPDATE app_cards SET stage = ${card.stage}, contact = ${card.contact}, hours_saved = ${card.hoursSaved}::numeric,
            hours_basis = ${card.hoursBasis}, cost_avoided = ${card.costAvoided}::numeric, cost_basis = ${card.costBasis},
            changed_by = ${card.by}, changed_at = now(), revision = revision + 1
          WHERE app_id = ${card.appId} AND revision = ${card.revision}`.execute(tx);
  return numAffectedRows === 1n;
}
