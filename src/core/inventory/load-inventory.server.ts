/** The stock-take of one city, in memory as long as neither it nor the definitions change. */
import type { Definitions } from '#core/definitions.server';
import type { Tx } from '#platform/db.server';
import { type Entry, emptyEntry, type Lightness, type Listed } from './entry.ts';
import { type StoredRow, selectInventory, selectMark } from './inventory.sql.ts';
import type { Inventory } from './model.ts';
import { departmentOf, withDefinition } from './with-definition.ts';

const kept = new Map<string, { key: string; inventory: Inventory }>();

/** One cheap statement when nothing changed. */
export async function inventoryOf(
  tx: Tx,
  definitions: Definitions,
  municipality: string,
  today: string,
): Promise<Inventory> {
  const key = `${await selectMark(tx)}|${definitions.epoch}|${today}`;
  const known = kept.get(municipality);
  if (known?.key === key) return known.inventory;
  const inventory = build(await selectInventory(tx), definitions, today);
  kept.set(municipality, { key, inventory });
  return inventory;
}

const nothing: Lightness = { items: null, attachments: null, steps: null, visits: null };

function build(rows: StoredRow[], definitions: Definitions, today: string): Inventory {
  const organisation = definitions.organisation(today);
  const own = new Map<string, Entry>();
  const entries = new Map<string, Listed>();
  const seen = new Set<string>();
  const laid = (entry: Entry): Entry => {
    const found = entry.definition === '' ? null : definitions.procedure(entry.definition, { on: today });
    if (found === null) return entry;
    seen.add(found.body.id);
    const app = found.body.app === undefined ? null : definitions.app(found.body.app, { on: today });
    return withDefinition(
      entry,
      found.body,
      app?.body ?? null,
      departmentOf(found.body, organisation, today),
    );
  };
  for (const { code, department, body, version, volumes, before } of rows) {
    const written: Entry = { ...emptyEntry, ...body, code, department };
    own.set(code, written);
    const entry = laid(written);
    const full = entry !== written;
    entries.set(code, {
      ...entry,
      version,
      volumes: volumes ?? {},
      before: before ?? nothing,
      full,
      missing: false,
    });
  }
  for (const { body } of definitions.procedures(today)) {
    // A code of the stock-take is the city's own; that of another entry is never taken for a definition.
    if (seen.has(body.id) || entries.has(body.id)) continue;
    const entry = laid({ ...emptyEntry, code: body.id, definition: body.id });
    entries.set(body.id, { ...entry, version: 0, volumes: {}, before: nothing, full: true, missing: true });
  }
  const sorted = [...entries.values()].sort(byReading);
  return {
    entries: sorted,
    find: (code) => entries.get(code) ?? null,
    own: (code) => own.get(code) ?? null,
    office: {
      departments: organisation.departments
        .filter((one) => one.validFrom <= today && (one.validTo === undefined || one.validTo >= today))
        .map(({ code, name }) => ({ code, name })),
      definitions: new Set(definitions.procedures(today).map((one) => one.body.id)),
    },
  };
}

function byReading(a: Listed, b: Listed): number {
  const [one, other] = [
    a.reading === '' ? `\uffff${a.name}` : a.reading,
    b.reading === '' ? `\uffff${b.name}` : b.reading,
  ];
  return one < other ? -1 : one > other ? 1 : a.code < b.code ? -1 : 1;
}
