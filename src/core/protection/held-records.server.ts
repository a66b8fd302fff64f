/**
 * What records of work apps hold back from whom. Asked when an app is opened; every question of it (core/views) and every act
 * (core/entries) then has it as a condition of reading. In a city without measures nothing is asked at all.
 */
import { type Definitions, seenEpoch, type WorkApp } from '#core/definitions.server';
import { type Held, noneHeld, type PreparedAccess } from '#core/policy';
import { currentShape, loadRecords, namingFields, type RecordApp, targetsOf } from '#core/records.server';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import { secretsOf } from './hide.ts';
import { measuresStand, selectHeld } from './record-matches.sql.ts';

export interface Sheltering {
  app: WorkApp;
  prepared: Pick<PreparedAccess, 'sheltered'>;
}

/** By app. `staffId` null: from everybody alike, whatever an officer opened to whom, as for what leaves the house. */
export async function heldIn(
  tx: Tx,
  definitions: Pick<Definitions, 'app'>,
  apps: readonly Sheltering[],
  staffId: string | null,
): Promise<Map<string, Held>> {
  const found = new Map<string, Held>(apps.map(({ app }) => [app.id, noneHeld]));
  const hiding = apps.filter((one) => one.prepared.sheltered.size > 0).map((one) => one.app);
  if (hiding.length === 0 || seenEpoch(tx)?.measures === false) return found;
  const unknown = new Set<string>();
  for (const app of hiding) if (!(await isIndexed(tx, definitions, app))) unknown.add(app.id);
  if (unknown.size > 0 && (await measuresStand(tx))) for (const id of unknown) found.set(id, 'all');
  const known = hiding.flatMap(({ id }) => (unknown.has(id) ? [] : [id]));
  if (known.length === 0) return found;
  for (const [id, records] of await selectHeld(tx, known, staffId)) found.set(id, records);
  return found;
}

/** Of records nobody went through nobody knows whom they name; nor of those that refer to such. */
async function isIndexed(tx: Tx, definitions: Pick<Definitions, 'app'>, app: WorkApp): Promise<boolean> {
  const today = tokyoDate(new Date());
  for (const id of new Set([app.id, ...targetsOf(app)])) {
    const one = id === app.id ? app : definitions.app(id, { on: today })?.body;
    const names = one?.work === undefined ? '' : namingFields(one);
    if (names !== '' && (await currentShape(tx, id))?.search?.persons !== names) return false;
  }
  return true;
}

/** Where somebody is, in all the ways the answers of these records write it: it stands in no text that leaves the house. */
export async function secretsIn(
  tx: Tx,
  app: WorkApp,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const records = await loadRecords(tx, app as unknown as RecordApp, [...ids]);
  return new Map([...records].map(([id, { answers }]) => [id, secretsOf(app as never, answers)]));
}
