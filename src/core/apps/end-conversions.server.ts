/**
 * Ends what follows a changed type: once no case runs on a version from before, nobody writes the old field any more. A day is
 * waited for whoever still has an old page open.
 */
import { applyShape, selectShape } from '#core/records.server';
import type { Database } from '#platform/db.server';
import { selectFinished, settleConversion } from './conversions.sql.ts';
import { selectVersion } from './publications.sql.ts';
import { typedApp } from './typed-app.ts';

/** Gives how many ended. */
export async function endConversions(db: Database, municipality: string): Promise<number> {
  const finished = await db.tenant(municipality, 'builder', selectFinished);
  for (const { id, appId, fromField, toField } of finished)
    await db.tenant(municipality, 'builder', async (tx) => {
      const shape = await selectShape(tx, appId);
      const published = await selectVersion(tx, appId);
      const left = (shape?.conversions ?? []).filter((one) => one.from !== fromField || one.to !== toField);
      if (published !== null && left.length < (shape?.conversions ?? []).length) {
        const applied = await applyShape(tx, typedApp(published.body), left);
        if (!applied.ok) throw new Error(`the shape of ${appId} could not be settled`);
      }
      await settleConversion(tx, id);
    });
  return finished.length;
}
