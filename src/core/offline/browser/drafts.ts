/** Records that are begun on this device: as many as are found outside, each with a name of its own. */
import { mostDrafts, type TakenBlank } from '../model.ts';
import type { About, KeptBox, KeptItem } from './model.ts';
import { blankPlace, partIn, sealJson, unsealJson } from './vault.ts';

export const newTitle = '新しいレコード';

/** Null: none came along, or the term is over. */
export const readBlank = (key: CryptoKey, { id, blank }: KeptBox): Promise<TakenBlank | null> =>
  blank ? unsealJson<TakenBlank>(key, blankPlace(id), blank) : Promise.resolve(null);

export const mayBegin = ({ blank }: KeptBox, items: readonly KeptItem[]): boolean =>
  Boolean(blank) && items.filter((one) => one.isNew).length < mostDrafts;

/** It lies nowhere until something is typed into it. */
export async function freshDraft(key: CryptoKey, box: string, record: string): Promise<KeptItem> {
  const about: About = { title: newTitle, detail: '', said: '' };
  return {
    box,
    record,
    // Below what was taken along, in the order they were begun.
    order: Date.now(),
    state: 'blank',
    about: await sealJson(key, partIn({ box, record }, 'about'), about),
    form: null,
    typed: null,
    send: null,
    tried: false,
    opened: false,
    isNew: true,
  };
}
