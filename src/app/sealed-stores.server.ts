/** Every table with sealed values. One that is missing here would hold on to an old key; a test looks for that. */
import { applicationStores } from '#core/applications.server';
import { messageStores } from '#core/exchange.server';
import { webhookStore } from '#core/integrations.server';
import { boxStore } from '#core/offline.server';
import { staffStores } from '#core/people/staff.server';
import { recordStores } from '#core/records.server';
import type { SealedStore } from '#core/sealing.server';
import type { Database } from '#platform/db.server';

/** Messages before records: what is on its way arrives under the new key. */
export async function sealedStores(db: Database, municipality: string): Promise<SealedStore[]> {
  const records = await db.tenant(municipality, 'staff', recordStores);
  return [...applicationStores, ...messageStores, ...staffStores, webhookStore, boxStore, ...records];
}
