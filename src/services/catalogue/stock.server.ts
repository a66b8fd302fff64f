/** The stock-take as a page of this room sees it. */
import { definitionsOf } from '#core/definitions.server';
import { type Listed, mayEditEntry, yearsOf } from '#core/inventory';
import { inventoryOf } from '#core/inventory.server';
import type { StaffActor } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';

export interface Scene {
  actor: StaffActor;
  tx: Tx;
  info: { municipality: string };
}

export async function stockOf({ actor, tx, info }: Scene) {
  const today = tokyoDate(new Date());
  const definitions = await definitionsOf(tx, info.municipality);
  const inventory = await inventoryOf(tx, definitions, info.municipality, today);
  const { departments } = definitions.organisation(today);
  const names = new Map(departments.map((one) => [one.code, one.name]));
  const parents = new Map(departments.map((one) => [one.code, one.parent]));
  /** 市民課 is there in every ward: with the bureau or ward it belongs to. */
  const nameOf = (code: string): string => {
    const parent = names.get(parents.get(code) ?? '');
    const name = names.get(code) ?? code;
    return parent === undefined ? name : `${parent} ${name}`;
  };
  const below = (code: string): ReadonlySet<string> => {
    const found = new Set([code]);
    for (let grew = true; grew; ) {
      grew = false;
      for (const [child, parent] of parents)
        if (parent !== undefined && found.has(parent) && !found.has(child)) {
          found.add(child);
          grew = true;
        }
    }
    return found;
  };
  return {
    today,
    inventory,
    nameOf,
    below,
    years: yearsOf(inventory.entries),
    mayEdit: (department: string) => mayEditEntry(actor, department),
    departments: inventory.office.departments.map(({ code }) => ({ code, name: nameOf(code) })),
  };
}

export type Stock = Awaited<ReturnType<typeof stockOf>>;

/** What a table row says of an entry. */
export function lineOf(entry: Listed, { nameOf }: Pick<Stock, 'nameOf'>) {
  const { code, name, full, missing, channels, visit } = entry;
  return { code, name, full, missing, channels, visit, department: nameOf(entry.department) };
}
export type Line = ReturnType<typeof lineOf>;
