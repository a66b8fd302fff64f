/** Gives closed cases their term, by the record class of the version they were decided on. */
import { definitionsOf, type Organisation } from '#core/definitions.server';
import type { Tx } from '#platform/db.server';
import { termOf } from './model.ts';
import { insertTerm, selectWithoutTerm } from './terms.sql.ts';

const batch = 500;
/** Where no class says otherwise: kept five years, then somebody looks. */
const unclassified = {
  code: 'case',
  title: '分類のない文書',
  years: 5,
  afterwards: 'review' as const,
};

/** One batch, as the staff role; gives how many got a term. The worker calls it until nothing is left. */
export async function scheduleTerms(tx: Tx, municipality: string): Promise<number> {
  const closed = await selectWithoutTerm(tx, batch);
  if (closed.length === 0) return 0;
  const definitions = await definitionsOf(tx, municipality);
  for (const one of closed) {
    const procedure = definitions.procedure(one.procedure_id, { version: one.procedure_version });
    // Definitions loaded before there were record classes have none.
    const { recordClasses = [] } = definitions.organisation(one.closed_on) as Partial<Organisation>;
    const code = procedure?.body.recordClass ?? unclassified.code;
    const kept = recordClasses.find((each) => each.code === code) ?? unclassified;
    await insertTerm(tx, {
      caseId: one.id,
      recordClass: kept.code,
      classTitle: kept.title,
      afterwards: kept.afterwards,
      ...termOf(one.closed_on, kept.years),
    });
  }
  return closed.length;
}
