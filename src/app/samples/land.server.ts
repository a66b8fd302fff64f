/** Records of a sample, through the import of core/entries: whatever breaks a rule is a mistake of the sample. */
import { type Arrival, type EntryDesk, landRecords, openForImport } from '#core/entries.server';
import type { Json } from '#core/fields';
import { unwrap } from '#kernel/result';
import { staffIdOf } from './sample-desk.server.ts';

export interface SampleRecord {
  /** State of the process; absent: where records begin. */
  state?: string;
  /** By field code. */
  values: Readonly<Record<string, Json>>;
}

/** Ids in the order given. */
export async function landSamples(
  desk: EntryDesk,
  appId: string,
  records: readonly SampleRecord[],
): Promise<string[]> {
  if (records.length === 0) return [];
  const open = unwrap(await openForImport(desk, appId));
  const fields = new Map(open.fields.map((field) => [field.code, String(field.id)]));
  const arrivals = records.map(({ state, values }, row): Arrival => {
    const byId = Object.entries(values).map(([code, value]) => [fields.get(code)!, value]);
    return { row, id: null, values: Object.fromEntries(byId), ...(state === undefined ? {} : { state }) };
  });
  const landed = await landRecords(desk, open, arrivals, { write: true });
  const wrong = landed.find((one) => one.outcome !== 'new');
  if (wrong !== undefined)
    throw new Error(`sample ${appId}: ${wrong.issues.map((one) => `${one.path} ${one.message}`).join(', ')}`);
  const ids = landed.map((one) => one.id!);
  const classes = [...new Set(open.fields.map((field) => field.classification))].sort();
  desk.touched('record', [appId, ...ids], classes, 'record.import');
  return ids;
}

/** Everybody named who works here, as often as their share says. */
export async function sharesOf(
  { tx }: Pick<EntryDesk, 'tx'>,
  shares: readonly (readonly [login: string, share: number])[],
  today: string,
): Promise<string[]> {
  const found: string[] = [];
  for (const [login, share] of shares) {
    const id = await staffIdOf(tx, login, today);
    if (id !== null) found.push(...Array.from({ length: share }, () => id));
  }
  if (found.length === 0) throw new Error('nobody of the sample is on the staff');
  return found;
}
