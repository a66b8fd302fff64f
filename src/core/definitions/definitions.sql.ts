import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import { type Epoch, forgetEpoch } from './seen-epoch.server.ts';

export interface DefinitionRow {
  kind: string;
  id: string;
  version: number;
  effective_from: string;
  body: unknown;
  pack: string;
}

/** What every request asks first; the answer is kept with its transaction (`rememberEpoch`). */
export const askEpoch = sql<Epoch>`SELECT epoch, retired, shapes, measures_stand() AS measures FROM definition_epoch`;

export async function selectEpoch(tx: Tx): Promise<Epoch> {
  const { rows } = await askEpoch.execute(tx);
  return rows[0]!;
}

export async function selectDefinitions(tx: Tx): Promise<DefinitionRow[]> {
  const { rows } = await sql<DefinitionRow>`
    SELECT kind, id, version, effective_from, body, pack FROM definitions ORDER BY kind, id, version`.execute(
    tx,
  );
  return rows;
}

/** Apps that the city built or changed itself; loading a pack leaves them alone. */
export const ownPack = 'studio';

/** Whether the city has made this definition its own, so that a pack of another name must not take it back. */
export async function isOwn(tx: Tx, kind: string, id: string): Promise<boolean> {
  const { rows } = await sql<{ pack: string }>`
    SELECT pack FROM definitions WHERE kind = ${kind} AND id = ${id} ORDER BY version DESC LIMIT 1`.execute(
    tx,
  );
  return rows[0]?.pack === ownPack;
}

/**
 * As owner or builder. Gives the new version, or null when the newest already says the same. Of procedures and facts the newest from
 * the same day: next April's rules stand beside today's.
 */
export async function insertDefinition(
  tx: Tx,
  row: { kind: string; id: string; effectiveFrom: string; body: unknown; pack: string },
): Promise<number | null> {
  const body = JSON.stringify(row.body);
  const { rows } = await sql<{ version: number }>`
    WITH newest AS (
      SELECT version, body FROM definitions WHERE kind = ${row.kind} AND id = ${row.id}
        AND (${row.kind} NOT IN ('procedure', 'fact') OR effective_from = ${row.effectiveFrom}::date)
      ORDER BY version DESC LIMIT 1)
    INSERT INTO definitions (kind, id, version, effective_from, body, pack)
    SELECT ${row.kind}, ${row.id},
      coalesce((SELECT max(version) FROM definitions WHERE kind = ${row.kind} AND id = ${row.id}), 0) + 1, ${row.effectiveFrom}, ${body}::jsonb, ${row.pack}
    WHERE NOT EXISTS (SELECT 1 FROM newest WHERE body = ${body}::jsonb)
    RETURNING version`.execute(tx);
  return rows[0]?.version ?? null;
}

/** As owner: caches everywhere notice at their next request. */
export async function raiseEpoch(tx: Tx): Promise<void> {
  forgetEpoch(tx);
  await sql`UPDATE definition_epoch SET epoch = epoch + 1`.execute(tx);
}
