/** What may be done with a box that is out: its person gets the key again and returns it; its person, or who manages the app, calls it back. */
import type { StaffActor } from '#core/policy';
import { fail, ok, type Result } from '#kernel/result';
import type { Seals } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import {
  boxPlace,
  endBoxRow,
  type HeldBox,
  lockBox,
  selectDrafts,
  selectOpenBoxes,
  updateSeen,
} from './boxes.sql.ts';
import { graceDays, type OpenBox } from './model.ts';

export interface BoxDesk {
  tx: Tx;
  actor: StaffActor;
  touched(noun: string, ids: string[], fieldClasses?: string[], act?: string): void;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A box of this person that has not ended; anybody else's is not there. */
export async function ownBox(
  { tx, actor }: Pick<BoxDesk, 'tx' | 'actor'>,
  id: string,
): Promise<Result<HeldBox>> {
  const box = uuid.test(id) ? await lockBox(tx, id) : null;
  return box === null || box.staff_id !== actor.id || box.ended_at !== null ? fail('notFound') : ok(box);
}

/** For sending what was typed, after the device forgot its key; also when the term is over, as long as nobody called the box back. */
export async function releaseKey(
  desk: BoxDesk & { seals: Seals },
  id: string,
): Promise<Result<{ key: string }>> {
  const box = await ownBox(desk, id);
  if (!box.ok) return box;
  desk.touched('offlineBox', [id, box.value.app_id], [], 'offline.release');
  return ok({ key: (await desk.seals()).open(box.value.key!, boxPlace(id)) as string });
}

/** The person says that the device has thrown everything away. */
export async function returnBox(desk: BoxDesk, id: string): Promise<Result<undefined>> {
  const box = await ownBox(desk, id);
  if (!box.ok) return box;
  await endBoxRow(desk.tx, id, desk.actor.id!, 'returned');
  desk.touched('offlineBox', [id, box.value.app_id], [], 'offline.return');
  return ok();
}

/** Of one's own, or of any of an app that the caller manages, which its caller has asked (`managed`). */
export async function revokeBox(desk: BoxDesk, id: string, managed?: string): Promise<Result<undefined>> {
  const box = uuid.test(id) ? await lockBox(desk.tx, id) : null;
  const may =
    box !== null && (managed === undefined ? box.staff_id === desk.actor.id : box.app_id === managed);
  if (box === null || !may) return fail('notFound');
  if (box.ended_at !== null) return ok();
  await endBoxRow(desk.tx, id, desk.actor.id!, 'revoked');
  desk.touched('offlineBox', [id, box.app_id], [], 'offline.revoke');
  return ok();
}

/** What a device is told at every contact: which boxes of this person stand, and what became of drafts. */
export async function contactBoxes({ tx, actor }: Pick<BoxDesk, 'tx' | 'actor'>): Promise<OpenBox[]> {
  const boxes = await selectOpenBoxes(tx, actor.id!, graceDays);
  if (boxes.length > 0) await updateSeen(tx, actor.id!);
  const made = await selectDrafts(
    tx,
    boxes.map((one) => one.id),
  );
  return boxes.map((one) => ({
    id: one.id,
    over: one.expires_at.getTime() <= Date.now(),
    made: made.get(one.id) ?? [],
  }));
}
