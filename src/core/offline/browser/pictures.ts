/** Small pictures of what is in a record already: looked at outside, changed in the office. */
import type { TakenBox } from '../model.ts';
import { contents, inDatabase, under } from './database.ts';
import type { KeptFile, KeptItem } from './model.ts';
import { bytesOf, partIn, seal, unseal } from './vault.ts';

/** Beside the files that are taken here, under names of their own. */
const prefix = 'shown/';

export async function sealedPictures(key: CryptoKey, taken: TakenBox): Promise<KeptFile[]> {
  const sealed: KeptFile[] = [];
  for (const { id: record, pictures } of taken.records)
    for (const { fileId, data } of pictures) {
      const [at, id] = [{ box: taken.box, record }, `${prefix}${fileId}`];
      sealed.push({ ...at, id, sealed: await seal(key, partIn(at, id), bytesOf(data)) });
    }
  return sealed;
}

/** By the id of their file. */
export async function readPictures(
  key: CryptoKey,
  item: Pick<KeptItem, 'box' | 'record'>,
): Promise<Map<string, Blob>> {
  const range = IDBKeyRange.bound(
    [item.box, item.record, prefix],
    [item.box, item.record, `${prefix}\uffff`],
  );
  const kept = await inDatabase(contents, 'readonly', (store) => store('files').all<KeptFile>(range));
  const pictures = new Map<string, Blob>();
  for (const { id, sealed } of kept) {
    const bytes = await unseal(key, partIn(item, id), sealed);
    if (bytes !== null) pictures.set(id.slice(prefix.length), new Blob([bytes], { type: 'image/jpeg' }));
  }
  return pictures;
}

/** With the end of the term: what was taken here and waits to be sent stays. */
export const forgetPictures = (box: string): Promise<void> =>
  inDatabase(contents, 'readwrite', async (store) => {
    for (const key of await store('files').keys(under(box)))
      if (String((key as string[])[2]).startsWith(prefix)) store('files').delete(key);
  });
