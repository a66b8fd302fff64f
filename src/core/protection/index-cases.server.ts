/** Indexes the persons of a case when it comes and when it is corrected, and cases that stood here before. */
import { type App, definitionsOf } from '#core/definitions.server';
import type { Answers } from '#core/fields';
import { loadRecord, personsOf } from '#core/records.server';
import type { Tx } from '#platform/db.server';
import { insertCasePersons, selectUnindexed } from './matches.sql.ts';
import { tellPortalOfCase } from './owner-only.server.ts';

/** In the transaction that writes the answers. */
export async function indexCase(tx: Tx, caseId: string, app: App, answers: Answers): Promise<void> {
  await insertCasePersons(tx, caseId, personsOf(app, answers));
  await tellPortalOfCase(tx, caseId, true);
}

/** Some of the cases that were never indexed; gives how many. Until then they count as protected. */
export async function indexOldCases(tx: Tx, municipality: string, limit = 200): Promise<number> {
  const cases = await selectUnindexed(tx, limit);
  const definitions = cases.length === 0 ? null : await definitionsOf(tx, municipality);
  for (const one of cases) {
    const app = definitions!.app(one.app_id, { version: one.app_version })!.body;
    const record = await loadRecord(tx, app, one.record_id);
    await indexCase(tx, one.id, app, record?.answers ?? {});
  }
  return cases.length;
}
