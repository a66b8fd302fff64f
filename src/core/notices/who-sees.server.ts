/** What a person may be told of: asked again wherever something is told. */

import type { StaffActor } from '#core/policy';
import { type OpenApp, openApp, readRecord, readRecords } from '#core/views.server';
import type { Tx } from '#platform/db.server';

export interface Looking {
  tx: Tx;
  municipality: string;
}

/**
 * Whether one of these (one person in the posts they hold) sees the record and, where `fields` says what changed, may read one of them.
 */
export async function seesChange(
  { tx, municipality }: Looking,
  actors: readonly StaffActor[],
  appId: string,
  recordId: string,
  fields: readonly number[],
): Promise<boolean> {
  for (const actor of actors) {
    const open = await openApp({ tx, municipality, actor }, appId);
    const found = open.ok ? await readRecord(open.value, recordId) : open;
    if (!found.ok) continue;
    const readable = new Set(
      (found.value as { fields: { field: { id: number } }[] }).fields.map((one) => one.field.id),
    );
    if (fields.length === 0 || fields.some((id) => readable.has(id))) return true;
  }
  return false;
}

export interface About {
  appId: string | null;
  recordId: string | null;
}

const keyOf = (one: About): string => `${one.appId}/${one.recordId}`;

/** What of these one actor may see now: apps opened once, one question per app. */
export async function visibleTo(
  { tx, municipality }: Looking,
  actor: StaffActor,
  all: readonly About[],
): Promise<{ sees(one: About): boolean; opened: ReadonlyMap<string, OpenApp> }> {
  const opened = new Map<string, OpenApp>();
  const seen = new Set<string>();
  for (const appId of new Set(all.flatMap((one) => one.appId ?? []))) {
    const open = await openApp({ tx, municipality, actor }, appId);
    if (!open.ok) continue;
    opened.set(appId, open.value);
    const ids = [...new Set(all.flatMap((one) => (one.appId === appId ? (one.recordId ?? []) : [])))];
    for (const recordId of (await readRecords(open.value, ids, [])).keys())
      seen.add(keyOf({ appId, recordId }));
  }
  return { opened, sees: (one) => one.recordId === null || seen.has(keyOf(one)) };
}
