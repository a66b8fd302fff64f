/** Boxes on this device: put there, read, typed into, thrown away. */
import type { TakenBox } from '../model.ts';
import { canKeep, contents, inDatabase, keys, under } from './database.ts';
import type { About, ItemState, KeptBox, KeptFile, KeptItem, KeptKey, ShownItem, Typed } from './model.ts';
import { sealedPictures } from './pictures.ts';
import { blankPlace, keyFrom, partIn, seal, sealJson, unseal, unsealJson } from './vault.ts';

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
  const blank = taken.blank === null ? null : await sealJson(key, blankPlace(id), taken.blank);
  const pictures = await sealedPictures(key, taken);
  await inDatabase(contents, 'readwrite', (store) => {
    const box: KeptBox = { id, app, appTitle, label, owner, takenAt, until, heard: takenAt, blank };
    store('boxes').put(box);
    for (const item of items) store('items').put(item);
    for (const picture of pictures) store('files').put(picture);
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
  const all = await inDatabase(contents, 'readonly', (store) => store('items').all<KeptItem>(under(box)));
  return all.sort((a, b) => a.order - b.order);
}

export const readItem = (box: string, record: string): Promise<KeptItem | undefined> =>
  inDatabase(contents, 'readonly', (store) => store('items').get<KeptItem>([box, record]));

export async function shownItem(key: CryptoKey, item: KeptItem): Promise<ShownItem | null> {
  const about = await unsealJson<About>(key, partIn(item, 'about'), item.about);
  if (about === null) return null;
  const typed = await readTyped(key, item);
  const { record, state, tried, opened, isNew = false } = item;
  const closed = !isNew && item.form === null;
  return { ...about, record, state, tried, opened, isNew, closed, files: typed?.files.length ?? 0 };
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

/** The device has no room left; what lies on it already stays. */
export const isFull = (error: unknown): boolean =>
  (error as { name?: string } | null)?.name === 'QuotaExceededError';

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

/** What was typed cannot be kept any more: its box was called back, or it was sent from another window. */
export class NotKept extends Error {}

/** A new saving has a name of its own; a draft has none. `called`: what a record that was begun here is called by now. */
export async function keepTyped(
  key: CryptoKey,
  item: KeptItem,
  typed: Typed,
  state: 'draft' | 'waiting',
  called?: Pick<About, 'title' | 'detail'>,
): Promise<void> {
  const sealed = await sealJson(key, partIn(item, 'typed'), typed);
  const about =
    called === undefined
      ? {}
      : { about: await sealJson(key, partIn(item, 'about'), { ...called, said: '' }) };
  let kept = false;
  await change(item, (found) => {
    // On its way already, from another window: what was sent is not changed behind its back.
    if (found.tried || found.state === 'sent') return found;
    kept = true;
    const send = state === 'waiting' ? crypto.randomUUID() : null;
    return { ...found, ...about, typed: sealed, state, send, opened: false };
  });
  if (!kept) throw new NotKept();
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
  title = '',
): Promise<void> {
  const before = await unsealJson<About>(key, partIn(item, 'about'), item.about);
  const called = { title: '', detail: '', ...before, ...(title === '' ? {} : { title }) };
  const about = await sealJson(key, partIn(item, 'about'), { ...called, said });
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
    if (item !== undefined) await settle(item);
  }
}

/** What the office says became a record on its ordinary page. What was typed here since stays. */
export async function settleMade(box: string, drafts: readonly string[]): Promise<void> {
  for (const item of await readItems(box)) if (item.isNew && drafts.includes(item.record)) await settle(item);
}

async function settle(item: KeptItem): Promise<void> {
  if (item.state === 'sent' || !item.opened) return;
  await change(item, (found) => ({ ...found, state: 'sent', form: null, typed: null, opened: false }));
  await dropFiles(item);
}

/** A record that is begun here lies here from its first change on. */
async function change(
  item: Pick<KeptItem, 'box' | 'record'> & Partial<KeptItem>,
  how: (found: KeptItem) => KeptItem,
): Promise<void> {
  const { box, record } = item;
  await inDatabase(contents, 'readwrite', async (store) => {
    const found = await store('items').get<KeptItem>([box, record]);
    if (found !== undefined) store('items').put(how(found));
    else if (item.isNew && (await store('boxes').get(box)) !== undefined)
      store('items').put(how(item as KeptItem));
  });
}

const dropFiles = ({ box, record }: Pick<KeptItem, 'box' | 'record'>): Promise<void> =>
  inDatabase(contents, 'readwrite', (store) => store('files').delete(under(box, record)));

/** A record that was begun here and is not wanted. What is on its way is the office's already. */
export async function dropDraft({ box, record }: Pick<KeptItem, 'box' | 'record'>): Promise<void> {
  await inDatabase(contents, 'readwrite', async (store) => {
    const found = await store('items').get<KeptItem>([box, record]);
    if (found === undefined || !found.isNew || found.tried || found.state === 'sent') return;
    store('items').delete([box, record]);
    store('files').delete(under(box, record));
  });
}

/** Everything of a box, key and all. */
export async function dropBox(id: string): Promise<void> {
  await inDatabase(keys, 'readwrite', (store) => store('keys').delete(id));
  await inDatabase(contents, 'readwrite', (store) => {
    store('items').delete(under(id));
    store('files').delete(under(id));
    store('boxes').delete(id);
  });
}

export const dropKey = (box: string): Promise<void> =>
  inDatabase(keys, 'readwrite', (store) => store('keys').delete(box));
