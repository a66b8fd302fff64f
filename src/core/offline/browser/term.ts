/** How long a box may be read on this device, by a clock that anybody can put. */
import { contents, inDatabase, under } from './database.ts';
import type { KeptItem } from './model.ts';
import { forgetPictures } from './pictures.ts';
import { dropBox, dropKey, isFull, readBoxes } from './store.ts';

/** Clocks of devices differ a little from that of the office. */
const little = 10 * 60_000;

export interface Term {
  /** The clock of this device does not go right. */
  wrong: boolean;
  /** Titles of apps whose box has ended just now; `kept`: with something that waits to be sent. */
  ended: { title: string; kept: boolean }[];
}

/**
 * The end of the term: the key goes, and the forms and pictures; what was typed and not sent stays, sealed, until its person signs
 * in. Without the office it is never earlier than what the device knew before; what the office says (`office`) holds before any clock.
 */
export async function keepTerm(clock: number, office?: number): Promise<Term> {
  const term: Term = { wrong: office !== undefined && Math.abs(clock - office) > little, ended: [] };
  for (const box of await readBoxes()) {
    const now = office ?? Math.max(clock, box.heard);
    if (clock < box.heard - little && office === undefined) term.wrong = true;
    const over = now >= box.until;
    const ends = over && !box.over;
    const heard = { ...box, heard: now, ...(over ? { over: true as const, blank: null } : {}) };
    // Before anything that a full device could refuse.
    if (over) await dropKey(box.id);
    await inDatabase(contents, 'readwrite', async (store) => {
      if ((await store('boxes').get(box.id)) !== undefined) store('boxes').put(heard);
    }).catch(unlessFull);
    if (!over) continue;
    await forgetPictures(box.id);
    const kept = await closeItems(box.id);
    if (!kept) await dropBox(box.id);
    if (ends) term.ended.push({ title: box.appTitle, kept });
  }
  return term;
}

/** The clock is written down with the next chance. */
function unlessFull(error: unknown): void {
  if (!isFull(error)) throw error;
}

/** In one transaction: what is typed at this moment is either in it or comes after it. True: something waits to be sent. */
function closeItems(box: string): Promise<boolean> {
  return inDatabase(contents, 'readwrite', async (store) => {
    let kept = false;
    for (const item of await store('items').all<KeptItem>(under(box))) {
      if (item.typed === null) store('items').delete([item.box, item.record]);
      else {
        kept = true;
        if (item.form !== null) store('items').put({ ...item, form: null });
      }
    }
    return kept;
  });
}
