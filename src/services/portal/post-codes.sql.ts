import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface Town {
  prefecture: string;
  city: string;
  ward: string;
  town: string;
}

export async function selectTowns(tx: Tx, postCode: string): Promise<Town[]> {
  const { rows } = await sql<Town>`
    SELECT prefecture, city, ward, town FROM post_codes WHERE post_code = ${postCode} ORDER BY city, ward, town LIMIT 30`.execute(
    tx,
  );
  return rows;
}
