/** What a post code stands for. */
import { sql } from 'kysely';
import type { TownFound } from '#core/fields';
import type { Tx } from '#platform/db.server';

/** What all towns of a post code have in common; parts that differ stay empty. */
export async function lookUpTown(tx: Tx, postCode: string): Promise<TownFound | null> {
  const { rows } = await sql<{ prefecture: string; city: string; ward: string; town: string }>`
    SELECT prefecture, city, ward, town FROM post_codes WHERE post_code = ${postCode} ORDER BY city, ward, town LIMIT 30`.execute(
    tx,
  );
  const [first] = rows;
  if (first === undefined) return null;
  const common = (part: 'city' | 'ward' | 'town') =>
    rows.every((one) => one[part] === first[part]) ? first[part] : '';
  return { prefecture: first.prefecture, city: `${common('city')}${common('ward')}`, town: common('town') };
}
