/** IndexedDB as promises. Opened for one piece of work and closed after it, so that nobody else has to wait for this tab. */

export interface Shape {
  name: string;
  /** Stores and the paths of their keys. */
  stores: Record<string, string | string[]>;
}

/** What is in the boxes: readable with their key only. */
export const contents: Shape = {
  name: 'madoguchi-field',
  stores: { boxes: 'id', items: ['box', 'record'], files: ['box', 'record', 'id'] },
};

/** Apart from the contents, so that signing out throws away all keys at once; `ui/staff/kept-form.tsx` knows the name. */
export const keys: Shape = { name: 'madoguchi-field-keys', stores: { keys: 'box' } };

/** A window that keeps nothing has none; neither has a page that is not served securely its seals. */
export const canKeep = (): boolean =>
  globalThis.indexedDB !== undefined && globalThis.crypto?.subtle !== undefined;

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function open({ name, stores }: Shape): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const [store, keyPath] of Object.entries(stores))
      if (!request.result.objectStoreNames.contains(store))
        request.result.createObjectStore(store, { keyPath });
  };
  return done(request);
}

export interface Store {
  get<T>(key: IDBValidKey): Promise<T | undefined>;
  /** Whole rows: of files, their bytes too. */
  all<T>(keys?: IDBKeyRange): Promise<T[]>;
  keys(keys: IDBKeyRange): Promise<IDBValidKey[]>;
  put(value: unknown): void;
  delete(key: IDBValidKey | IDBKeyRange): void;
}

/** All keys that begin with these words. Lists stand behind words. */
export const under = (...words: string[]): IDBKeyRange => IDBKeyRange.bound(words, [...words, []]);

/** One transaction over all stores; what `work` wrote is there, or nothing of it. Inside it nothing else may be awaited. */
export async function inDatabase<T>(
  shape: Shape,
  mode: IDBTransactionMode,
  work: (store: (name: string) => Store) => Promise<T> | T,
): Promise<T> {
  const database = await open(shape);
  // Signing out deletes it under our feet.
  database.onversionchange = () => database.close();
  try {
    const transaction = database.transaction(Object.keys(shape.stores), mode);
    const over = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      // What fails on the way ends here too, and only here is its reason known: a full device is told from others by its name.
      transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
    });
    // Whoever awaits `work` first must not leave this one unheard.
    over.catch(() => {});
    const value = await work((name) => {
      const store = transaction.objectStore(name);
      return {
        get: (key) => done(store.get(key)),
        all: (range) => done(store.getAll(range)),
        keys: (range) => done(store.getAllKeys(range)),
        put: (one) => void store.put(one),
        delete: (key) => void store.delete(key),
      };
    });
    await over;
    return value;
  } finally {
    database.close();
  }
}
