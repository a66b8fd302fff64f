/** Boxes on this device: put there, read, typed into, thrown away. */
import type { TakenBox } from '../model.ts';
import { canKeep, contents, inDatabase, keys } from './database.ts';
import type { About, ItemState, KeptBox, KeptFile, KeptItem, KeptKey, ShownItem, Typed } from './model.ts';
import { keyFrom, type Place, seal, sealJson, unseal, unsealJson } from './vault.ts';

const partIn = (item: Pick<KeptItem, 'box' | 'record'>, part: string): Place => ({
  box: item.box,
  record: item.record,
  part,
});
/** A file belongs to its control: under another one it does not open. */
const filePart = (control: string, id: string): string => `file/${control}/${id}`;

export async function keepBox(taken: TakenBox): Promise<void> {
  const key = await keyFrom(taken.key);
  const until = Date.parse(taken.until);
  const items: KeptItem[] = [];
  for (const [order, one] of taken.records.entries()) {
    const at = { box: taken.box, record: one.id };
    const about: About = { title: one.title, detail: one.detail, said: '' };
    items.push({
      ...at,
      order,
      state: 'blank',
      about: await sealJson(key, partIn(at, 'about'), about),
      form: await sealJson(key, partIn(at, 'form'), one.html),
      typed: null,
      send: null,
      tried: false,
      opened: false,
    });
  }
  const { box: id, app, appTitle, label, owner } = taken;
  const takenAt = Date.parse(taken.takenAt);
  await inDatabase(contents, 'readwrite', (store) => {
    const box: KeptBox = { id, app, appTitle, label, owner, takenAt, until, heard: takenAt };
    store('boxes').put(box);
    for (const item of items) store('items').put(item);
  });
  await keepKey({ box: id, owner, until, key });
}

export const keepKey = (key: KeptKey): Promise<void> =>
  inDatabase(keys, 'readwrite', (store) => store('keys').put(key));

export const readBoxes = (): Promise<KeptBox[]> =>
  inDatabase(contents, 'readonly', (store) => store('boxes').all<KeptBox>());

export const readKeys = (): Promise<KeptKey[]> =>
  inDatabase(keys, 'readonly', (store) => store('keys').all<KeptKey>());

export async function readItems(box: string): Promise<KeptItem[]> {
  const all = await inDatabase(contents, 'readonly', (store) => store('items').all<KeptItem>());
  return all.filter((one) => one.box === box).sort((a, b) => a.order - b.order);
}

export const readItem = (box: string, record: string): Promise<KeptItem | undefined> =>
  inDatabase(contents, 'readonly', (store) => store('items').get<KeptItem>([box, record]));

export async function shownItem(key: CryptoKey, item: KeptItem): Promise<ShownItem | null> {
  const about = await unsealJson<About>(key, partIn(item, 'about'), item.about);
  if (about === null) return null;
  const typed = await readTyped(key, item);
  const { record, state, tried, opened } = item;
  return { ...about, record, state, tried, opened, files: typed?.files.length ?? 0 };
}

export const readForm = (key: CryptoKey, item: KeptItem): Promise<string | null> =>
  item.form === null ? Promise.resolve(null) : unsealJson<string>(key, partIn(item, 'form'), item.form);

export const readTyped = (key: CryptoKey, item: KeptItem): Promise<Typed | null> =>
  item.typed === null ? Promise.resolve(null) : unsealJson<Typed>(key, partIn(item, 'typed'), item.typed);

export async function readFile(
  key: CryptoKey,
  item: Pick<KeptItem, 'box' | 'record'>,
  { id, control, name, type }: Typed['files'][number],
): Promise<File | null> {
  const kept = await inDatabase(contents, 'readonly', (store) =>
    store('files').get<KeptFile>([item.box, item.record, id]),
  );
  const bytes = kept && (await unseal(key, partIn(item, filePart(control, id)), kept.sealed));
  return bytes ? new File([bytes], name, { type }) : null;
}

export async function keepFile(
  key: CryptoKey,
  { box, record }: Pick<KeptItem, 'box' | 'record'>,
  control: string,
  file: File,
): Promise<Typed['files'][number]> {
  const id = crypto.randomUUID();
  const sealed = await seal(key, partIn({ box, record }, filePart(control, id)), await file.arrayBuffer());
  await inDatabase(contents, 'readwrite', (store) => {
    const kept: KeptFile = { box, record, id, sealed };
    store('files').put(kept);
  });
  return { id, control, name: file.name, type: file.type, size: file.size };
}

export const dropFile = ({ box, record }: Pick<KeptItem, 'box' | 'record'>, id: string): Promise<void> =>
  inDatabase(contents, 'readwrite', (store) => store('files').delete([box, record, id]));

/** A new saving has a name of its own; a draft has none. */
export async function keepTyped(
  key: CryptoKey,
  item: Pick<KeptItem, 'box' | 'record'>,
  typed: Typed,
  state: 'draft' | 'waiting',
): Promise<void> {
  const sealed = await sealJson(key, partIn(item, 'typed'), typed);
  await change(item, (found) =>
    // On its way already, from another window: what was sent is not changed behind its back.
    found.tried || found.state === 'sent'
      ? found
      : {
          ...found,
          typed: sealed,
          state,
          send: state === 'waiting' ? crypto.randomUUID() : null,
          opened: false,
        },
  );
}

/** Files that the office has by now, so that a line that breaks does not send them again. False: it was changed meanwhile. */
export async function keepSentFiles(key: CryptoKey, item: KeptItem, typed: Typed): Promise<boolean> {
  const sealed = await sealJson(key, partIn(item, 'typed'), typed);
  return changeSame(item, (found) => ({ ...found, typed: sealed }));
}

/** False: it was changed meanwhile, and is not what would be sent. */
export const markTried = (item: KeptItem): Promise<boolean> =>
  changeSame(item, (found) => ({ ...found, tried: true }));

/** What the office kept of the files is gone: they are sent once more, with the next try. */
export async function sendFilesAgain(key: CryptoKey, item: KeptItem, typed: Typed): Promise<void> {
  const files = typed.files.map(({ fileId: _gone, ...file }) => file);
  const sealed = await sealJson(key, partIn(item, 'typed'), { ...typed, files });
  await changeSame(item, (found) => ({ ...found, typed: sealed, tried: false, send: crypto.randomUUID() }));
}

/** Only if it is still the saving that `item` was. */
async function changeSame(item: KeptItem, how: (found: KeptItem) => KeptItem): Promise<boolean> {
  let same = false;
  await change(item, (found) => {
    same = found.state === 'waiting' && found.send === item.send;
    return same ? how(found) : found;
  });
  return same;
}

export const markOpened = (item: Pick<KeptItem, 'box' | 'record'>): Promise<void> =>
  change(item, (found) => ({ ...found, opened: true }));

/** It was answered: what was sent is not needed here any more; what is to be looked at stays, with the reason. */
export async function markAnswered(
  key: CryptoKey,
  item: KeptItem,
  state: Extract<ItemState, 'check' | 'sent'>,
  said: string,
): Promise<void> {
  const before = await unsealJson<About>(key, partIn(item, 'about'), item.about);
  const about = await sealJson(key, partIn(item, 'about'), { title: '', detail: '', ...before, said });
  await change(item, (found) => ({
    ...found,
    about,
    state,
    tried: false,
    ...(state === 'sent' ? { form: null, typed: null } : {}),
  }));
  if (state === 'sent') await dropFiles(item);
}

/** On the ordinary page a record was saved that had been opened from here: that settles it. */
export async function settleTaken(app: string, record: string): Promise<void> {
  if (!canKeep()) return;
  const boxes = (await readBoxes()).filter((one) => one.app === app);
  for (const box of boxes) {
    const item = await readItem(box.id, record);
    if (item?.state !== 'check' || !item.opened) continue;
    await change(item, (found) => ({ ...found, state: 'sent', form: null, typed: null, opened: false }));
    await dropFiles(item);
  }
}

async function change(
  { box, record }: Pick<KeptItem, 'box' | 'record'>,
  how: (found: KeptItem) => KeptItem,
): Promise<void> {
  await inDatabase(contents, 'readwrite', async (store) => {
    const found = await store('items').get<KeptItem>([box, record]);
    if (found !== undefined) store('items').put(how(found));
  });
}

async function dropFiles({ box, record }: Pick<KeptItem, 'box' | 'record'>): Promise<void> {
  await inDatabase(contents, 'readwrite', async (store) => {
    for (const file of await store('files').all<KeptFile>())
      if (file.box === box && file.record === record) store('files').delete([box, record, file.id]);
  });
}

/** Everything of a box, key and all. */
export async function dropBox(id: string): Promise<void> {
  await inDatabase(keys, 'readwrite', (store) => store('keys').delete(id));
  await inDatabase(contents, 'readwrite', async (store) => {
    for (const { box, record } of await store('items').all<KeptItem>())
      if (box === id) store('items').delete([box, record]);
    for (const file of await store('files').all<KeptFile>())
      if (file.box === id) store('files').delete([id, file.record, file.id]);
    store('boxes').delete(id);
  });
}

export const dropKey = (box: string): Promise<void> =>
  inDatabase(keys, 'readwrite', (store) => store('keys').delete(box));

/**
 * The end of the term: the key goes, and the forms; what was typed and not sent stays, sealed, until its person signs in. `now` is
 * never earlier than what the device knew before. True where the clock was put back.
 */
export async function keepTerm(clock: number): Promise<boolean> {
  let back = false;
  for (const box of await readBoxes()) {
    const now = Math.max(clock, box.heard);
    // Clocks of devices differ a little from that of the office.
    if (clock < box.heard - 10 * 60_000) back = true;
    await inDatabase(contents, 'readwrite', (store) => store('boxes').put({ ...box, heard: now }));
    if (now < box.until) continue;
    await dropKey(box.id);
    const items = await readItems(box.id);
    for (const item of items)
      if (item.typed === null) await forgetItem(item);
      else if (item.form !== null) await change(item, (found) => ({ ...found, form: null }));
    if (items.every((item) => item.typed === null)) await dropBox(box.id);
  }
  return back;
}

const forgetItem = ({ box, record }: KeptItem): Promise<void> =>
  inDatabase(contents, 'readwrite', (store) => store('items').delete([box, record]));
