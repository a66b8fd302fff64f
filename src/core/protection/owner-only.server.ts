/**
 * The resident side learns one neutral thing: no proxy may act for the account behind an application. Nothing else crosses,
 * so that nobody who reads the portal, or its database, finds out that a measure exists.
 */
import { post } from '#core/exchange.server';
import type { Tx } from '#platform/db.server';
import { type MetCase, selectCandidates, selectMetCases } from './cases.sql.ts';
import { protectionOf } from './matches.sql.ts';
import { hides } from './model.ts';

/** After a measure changed: every case it may meet, also those it met before. */
export async function tellPortal(tx: Tx, measureId: string): Promise<void> {
  await tellAbout(tx, await selectMetCases(tx, await selectCandidates(tx, measureId)));
}

/** After something changed at one case. A new case is told of only when a measure meets it. */
export async function tellPortalOfCase(tx: Tx, caseId: string, fresh = false): Promise<void> {
  if (fresh && !(await protectionOf(tx, { caseIds: [caseId] })).has(caseId)) return;
  await tellAbout(tx, await selectMetCases(tx, [caseId]));
}

async function tellAbout(tx: Tx, cases: MetCase[]): Promise<void> {
  const online = cases.filter((one) => one.application_id !== null);
  const found = await protectionOf(tx, { caseIds: online.map((one) => one.id) });
  for (const one of online)
    await post(tx, 'application.access', {
      applicationId: one.application_id!,
      ownerOnly: hides(found.get(one.id)),
    });
}
