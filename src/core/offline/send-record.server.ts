/** What comes back from a device: once, however often it is sent. */
import type { StaffActor } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { ownBox } from './boxes.server.ts';
import { insertDraft, selectBoxRecords, selectDraft, updateSent } from './boxes.sql.ts';

export interface SendPlace {
  box: string;
  app: string;
  record: string;
  /** Made by the device when the person saved. */
  key: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Whether it may come in; `already`: the revision it made, when it came before and only the answer was lost. Holds the box until the
 * end of the transaction, so that two posts of the same wait for each other.
 */
export async function openSend(
  { tx, actor }: { tx: Tx; actor: StaffActor },
  { box, app, record, key }: SendPlace,
): Promise<Result<{ already: number | null }>> {
  const found = await ownBox({ tx, actor }, box);
  if (!found.ok || found.value.app_id !== app || !uuid.test(key)) return fail('notFound');
  const row = (await selectBoxRecords(tx, box)).find((one) => one.record_id === record);
  if (row === undefined) return fail('notFound');
  return ok({ already: row.send_key === key ? row.sent_revision : null });
}

/** In the transaction that saved it. */
export const closeSend = (tx: Tx, { box, record, key }: SendPlace, revision: number): Promise<void> =>
  updateSent(tx, { boxId: box, recordId: record }, { key, revision });

/** A record that was begun on a device, by the name the device gave it. */
export interface DraftPlace {
  box: string;
  app: string;
  draft: string;
  /** Made by the device when the person saved; null on the ordinary page. */
  key: string | null;
}

/**
 * `already`: the record it became, on the device's own way or on the ordinary page; `same`: by this very saving. Holds the box until
 * the end of the transaction, so that whoever comes second finds what the first one made.
 */
export async function openDraft(
  { tx, actor }: { tx: Tx; actor: StaffActor },
  { box, app, draft, key }: DraftPlace,
): Promise<Result<{ already: string | null; same: boolean }>> {
  const found = await ownBox({ tx, actor }, box);
  const named = uuid.test(draft) && (key === null || uuid.test(key));
  if (!found.ok || found.value.app_id !== app || !named) return fail('notFound');
  const made = await selectDraft(tx, box, draft);
  return ok({ already: made?.record_id ?? null, same: key !== null && made?.send_key === key });
}

/** In the transaction that added it. */
export const closeDraft = (tx: Tx, { box, app, draft, key }: DraftPlace, recordId: string): Promise<void> =>
  insertDraft(tx, { boxId: box, draftId: draft, appId: app, recordId, sendKey: key });
