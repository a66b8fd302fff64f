/** What goes on the dispatch list, and what comes off it again. */
import { randomUUID } from 'node:crypto';
import { definitionsOf } from '#core/definitions.server';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import {
  changeLetter,
  insertLetter,
  selectIssued,
  selectPending,
  selectUnopened,
  updateDelivery,
} from './dispatch.sql.ts';
import type { Delivery } from './model.ts';

/** A document was issued: by post unless the recipient chose otherwise. */
export async function listIssued(tx: Tx, documentId: string, delivery: Delivery | null): Promise<void> {
  if (delivery === 'electronic') return;
  await insertLetter(tx, {
    id: randomUUID(),
    documentId,
    reason: delivery === null ? 'no-choice' : 'chosen',
  });
}

/** Worker: documents nobody opened in time go by post. Gives how many. */
export async function listUnopened(tx: Tx, municipality: string): Promise<number> {
  const definitions = await definitionsOf(tx, municipality);
  const today = tokyoDate(new Date());
  const days = Object.fromEntries(
    definitions
      .procedures(today)
      .flatMap(({ body }) => (body.letterAfterDays === undefined ? [] : [[body.id, body.letterAfterDays]])),
  );
  const ids = await selectUnopened(tx, days, definitions.organisation(today).letterAfterDays, 500);
  let listed = 0;
  for (const documentId of ids)
    if (await insertLetter(tx, { id: randomUUID(), documentId, reason: 'unopened' })) listed += 1;
  return listed;
}

/**
 * The recipient chose. Towards electronic: letters not yet printed come off the list. Towards post: what was not opened goes
 * on it. False when there is no such case yet.
 */
export async function takeDelivery(tx: Tx, applicationId: string, delivery: Delivery): Promise<boolean> {
  const found = await updateDelivery(tx, applicationId, delivery);
  if (found === null) return false;
  for (const document of await selectIssued(tx, found.id)) {
    if (delivery === 'post') {
      if (!document.opened)
        await insertLetter(tx, { id: randomUUID(), documentId: document.id, reason: 'chosen' });
      continue;
    }
    const pending = await selectPending(tx, document.id);
    if (pending !== null)
      await changeLetter(
        tx,
        pending,
        { act: 'pull', state: 'pulled', from: ['waiting'], note: '本人が電子での受け取りを選んだ' },
        null,
      );
  }
  return true;
}
