/** What somebody may choose from, before they ask. */
import { readFilter } from '#core/cases';
import type { Desk } from '#core/cases.server';
import { definitionsOf } from '#core/definitions.server';
import { departmentsFor } from '#core/policy.server';
import { tokyoDate } from '#kernel/dates';
import { appOfFilter, caseColumns } from './case-source.server.ts';
import { sourceFor } from './desk.server.ts';
import type { ColumnChoice, Offer, SourceName } from './model.ts';
import { departmentColumns, staffColumns } from './office-source.server.ts';

/** Null when this actor may not export this kind. */
export async function columnsOffered(
  desk: Desk,
  source: Exclude<SourceName, 'records'>,
  query: Record<string, string>,
): Promise<Offer | null> {
  const right = source === 'cases' ? 'export.cases' : 'export.staff';
  if (departmentsFor(desk.actor, right).length === 0) return null;
  const found = (await sourceFor(desk, { source, query, columns: [] }))!;
  const plain = ({ key, label, classification }: ColumnChoice) => ({ key, label, classification });
  const rows = await found.count();
  if (source === 'staff') return { columns: staffColumns.map(plain), rows, procedure: null };
  if (source === 'departments') return { columns: departmentColumns.map(plain), rows, procedure: null };
  const today = tokyoDate(new Date());
  const definitions = await definitionsOf(desk.tx, desk.municipality);
  const filter = readFilter(new URLSearchParams(query));
  const app = appOfFilter(definitions, filter, today);
  const title =
    app === null ? null : (definitions.procedure(filter.procedure, { on: today })?.body.title.ja ?? null);
  return { columns: caseColumns(app).map(plain), rows, procedure: title };
}
