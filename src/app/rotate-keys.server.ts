/** Data keys of a city: a new one, the same ones under a new secret, how far the change is. */
import { setTimeout as pause } from 'node:timers/promises';
import type { SealedStore } from '#core/sealing.server';
import { insertAudit } from '#platform/audit.server';
import {
  activateDataKey,
  type DataKeyRow,
  insertNextDataKey,
  type KeyMarks,
  type Keyring,
  type KeyZone,
  legacyKeyId,
  marksOf,
  newDataKey,
  selectDataKeys,
  updateWrapping,
} from '#platform/crypto.server';
import { type Database, type Tx, takeTime } from '#platform/db.server';
import { sealedStores } from './sealed-stores.server.ts';

export interface KeyTools {
  /** With a login that may act in every zone: the worker's. */
  db: Database;
  keyring: Keyring;
}

const busy = '55P03';
const tries = 60;

/**
 * A new key seals from now on; the old one opens until everything is sealed anew. Everybody knows the new key before
 * anybody seals with it, and nobody seals with the old one afterwards. Nothing has to be restarted.
 */
export async function rotateDataKey(tools: KeyTools, municipality: string, zone: KeyZone): Promise<string> {
  const id = await tools.db.tenant(municipality, 'worker', async (tx) => {
    // Left over from a change that did not get through.
    const waiting = (await selectDataKeys(tx)).find((row) => row.zone === zone && row.state === 'next');
    if (waiting !== undefined) return waiting.id;
    const key = newDataKey(tools.keyring, municipality, zone);
    await insertNextDataKey(tx, key);
    return key.id;
  });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await tools.db.tenant(municipality, 'worker', async (tx) => {
        await activateDataKey(tx, zone, id);
        await noteKeys(tx, 'admin', 'key.rotate', [`${zone}/${id}`]);
      });
      return id;
    } catch (error) {
      // Long transactions hold the keys they have read; let the others pass and try again.
      if ((error as { code?: unknown }).code !== busy || attempt === tries) throw error;
      await pause(500);
    }
  }
}

/** Every key under the current secret, so that the one before can go. Gives how many were changed. */
export async function rewrapDataKeys(tools: KeyTools, municipality: string): Promise<number> {
  return tools.db.tenant(municipality, 'worker', async (tx) => {
    const stale = (await selectDataKeys(tx)).filter((row) => isStale(tools.keyring, row));
    for (const row of stale) {
      const place = { municipality, zone: row.zone, id: row.id };
      const key = tools.keyring.unwrap(row.wrappedBy, row.wrapped!, place);
      const again = key && tools.keyring.wrap(key, place);
      if (again === null) throw new WrappedByUnknown(row);
      await updateWrapping(tx, {
        zone: row.zone,
        id: row.id,
        wrappedBy: again.keyId,
        wrapped: again.wrapped,
      });
    }
    if (stale.length > 0) {
      const ids = stale.map((row) => `${row.zone}/${row.id}`);
      await noteKeys(tx, 'admin', 'key.rewrap', ids);
    }
    return stale.length;
  });
}

/** Changes nothing unless it can change all. */
export class WrappedByUnknown extends Error {
  constructor(row: DataKeyRow) {
    super(`key ${row.zone}/${row.id} is wrapped by a secret that is not configured`);
  }
}

const isStale = (keyring: Keyring, row: DataKeyRow) =>
  row.wrapped !== null && row.id !== legacyKeyId && row.wrappedBy !== keyring.wrappingKeyId(row.zone);

export interface KeyStatus {
  key: DataKeyRow;
  /** Wrapped by an older secret: it still needs that one. */
  stale: boolean;
  /** Rows that still hold values under it, by store; for keys that are being left. */
  left: { store: string; rows: number }[];
}

export async function keyStatus(tools: KeyTools, municipality: string): Promise<KeyStatus[]> {
  const keys = await tools.db.tenant(municipality, 'worker', selectDataKeys);
  const stores = await sealedStores(tools.db, municipality);
  const statuses: KeyStatus[] = [];
  for (const key of keys) {
    const left: KeyStatus['left'] = [];
    const marks = marksOf([key.id]);
    for (const store of key.state === 'old' ? stores.filter((one) => one.zone === key.zone) : []) {
      const rows = await countIn(tools, municipality, store, marks);
      if (rows > 0) left.push({ store: store.name, rows });
    }
    statuses.push({ key, stale: isStale(tools.keyring, key), left });
  }
  return statuses;
}

/** Rows of a store under the keys. Reads the whole table. */
export function countIn(
  tools: KeyTools,
  municipality: string,
  store: SealedStore,
  marks: KeyMarks,
): Promise<number> {
  return tools.db.tenant(municipality, store.role, async (tx) => {
    await takeTime(tx);
    return store.count(tx, marks);
  });
}

/** Changes of keys are acts: who looks for when a value could last be opened finds them. */
export function noteKeys(tx: Tx, zone: 'admin' | 'worker', act: string, ids: string[]): Promise<void> {
  return insertAudit(tx, {
    zone,
    actorKind: zone === 'admin' ? 'operator' : 'system',
    actorId: null,
    postId: null,
    act,
    noun: 'dataKey',
    ids,
    fieldClasses: ['sealed'],
    purpose: null,
    requestId: null,
  });
}
