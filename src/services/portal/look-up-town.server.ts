import type { TownFound } from '#core/fields';
import type { Tx } from '#platform/db.server';
import { selectTowns } from './post-codes.sql.ts';

/** What all towns of a code have in common; parts that differ stay empty for the person to fill. */
export async function lookUpTown(tx: Tx, postCode: string): Promise<TownFound | null> {
  const towns = postCode.length === 7 ? await selectTowns(tx, postCode) : [];
  const first = towns[0];
  if (first === undefined) return null;
  const common = (part: 'city' | 'ward' | 'town') =>
    towns.every((one) => one[part] === first[part]) ? first[part] : '';
  return { prefecture: first.prefecture, city: `${common('city')}${common('ward')}`, town: common('town') };
}
