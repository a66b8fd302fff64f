import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { Listed, Listing } from './listing.ts';

export async function selectListingMark(tx: Tx): Promise<string> {
  const { rows } = await sql<{ mark: string }>`SELECT mark FROM procedure_listing_mark`.execute(tx);
  return rows[0]!.mark;
}

/** In an order that never changes by itself. */
export async function selectListings(tx: Tx): Promise<Listed[]> {
  const { rows } = await sql<{ code: string; body: Listing }>`
    SELECT code, body FROM procedure_listings WHERE body IS NOT NULL ORDER BY body->>'reading' COLLATE "C", code`.execute(
    tx,
  );
  return rows.map(({ code, body }) => ({ ...body, code }));
}

/** An older state never comes over a newer one, in whatever order messages arrive. */
export async function upsertListings(
  tx: Tx,
  listings: { code: string; version: number; listing: Listing | null }[],
): Promise<void> {
  await sql`
    INSERT INTO procedure_listings AS l (code, version, body)
    SELECT code, version, listing
    FROM jsonb_to_recordset(${JSON.stringify(listings)}::jsonb) AS g (code text, version integer, listing jsonb)
    ON CONFLICT (code) DO UPDATE SET version = excluded.version, body = excluded.body
      WHERE l.version < excluded.version`.execute(tx);
}
