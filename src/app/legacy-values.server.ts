/** Whether any city still has values on the resident side that were sealed before data keys existed. */
import { legacyKeyId, selectDataKeys } from '#platform/crypto.server';
import type { Admin } from './admin.server.ts';
import { selectMunicipalities } from './hosts.sql.ts';

export async function hasLegacyValues(admin: Admin): Promise<boolean> {
  const db = admin.asZone('worker');
  for (const municipality of await selectMunicipalities(db)) {
    const keys = await db.tenant(municipality, 'worker', selectDataKeys);
    if (keys.some((key) => key.zone === 'portal' && key.id === legacyKeyId && key.state !== 'retired'))
      return true;
  }
  return false;
}
