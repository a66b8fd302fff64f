/** From the table of wrapped keys to a vault, once a transaction. */
import { type KeyObject, randomBytes } from 'node:crypto';
import type { Tx } from '#platform/db.server';
import { type DataKeyRow, insertFirstDataKey, selectDataKeys } from './data-keys.sql.ts';
import type { Keyring, KeyZone } from './keyring.server.ts';
import { createVault, idLength, keyOf, legacyKeyId, type Vault } from './vault.server.ts';

/** Opens the vault when something is to be sealed or opened: most requests read no key at all. */
export type Seals = () => Promise<Vault>;

export interface SealScene {
  tx: Tx;
  keyring: Keyring;
  municipality: string;
}

const unwrapped = new WeakMap<Keyring, Map<string, KeyObject>>();

/**
 * Seals with the zone's active key; opens with every key this process can unwrap. The keys are read anew in every
 * transaction, and never kept longer: a change of keys relies on it. Do not hold on to it over a ROLLBACK TO SAVEPOINT
 * (`atomically`), which gives back the lock that came with reading.
 */
export function sealsOf(scene: SealScene, zone: KeyZone): Seals {
  let vault: Promise<Vault> | undefined;
  return () => {
    vault ??= openVault(scene, zone);
    return vault;
  };
}

async function openVault(scene: SealScene, zone: KeyZone): Promise<Vault> {
  const { tx, keyring, municipality } = scene;
  let rows = await selectDataKeys(tx);
  if (!rows.some((row) => row.zone === zone && row.state === 'active')) {
    await insertFirstDataKey(tx, newDataKey(keyring, municipality, zone));
    rows = await selectDataKeys(tx);
  }
  const byId = new Map<string, KeyObject>();
  for (const row of rows) {
    const key = row.id === legacyKeyId ? null : unwrap(keyring, municipality, row);
    if (key !== null) byId.set(row.id, key);
  }
  const active = rows.find((row) => row.zone === zone && row.state === 'active');
  const key = active && byId.get(active.id);
  if (active === undefined || key === undefined) throw new KeyMissing(zone);
  const legacy = rows.some((row) => row.id === legacyKeyId && row.state !== 'retired');
  return createVault({ municipality, active: { id: active.id, key }, byId, legacy }, keyring);
}

/** A vault with a fresh key and no table: for measuring. */
export function openedVault(keyring: Keyring, municipality: string): Vault {
  const id = randomId();
  const key = keyOf(randomBytes(32));
  const byId = new Map([[id, key]]);
  return createVault({ municipality, active: { id, key }, byId, legacy: false }, keyring);
}

/** The data keys are wrapped by a secret that is not configured here. */
export class KeyMissing extends Error {
  constructor(zone: KeyZone) {
    super(
      `the data key of ${zone} is wrapped by a secret that is not configured here (docs/operating/keys.md)`,
    );
  }
}

/** Wrapped, to be written. */
export function newDataKey(keyring: Keyring, municipality: string, zone: KeyZone) {
  const id = randomId();
  const wrapped = keyring.wrap(randomBytes(32), { municipality, zone, id });
  if (wrapped === null) throw new KeyMissing(zone);
  return { zone, id, wrappedBy: wrapped.keyId, wrapped: wrapped.wrapped };
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const randomId = () => Array.from(randomBytes(idLength), (byte) => letters[byte % letters.length]).join('');

function unwrap(keyring: Keyring, municipality: string, row: DataKeyRow): KeyObject | null {
  if (row.wrapped === null) return null;
  const known = unwrapped.get(keyring) ?? new Map<string, KeyObject>();
  unwrapped.set(keyring, known);
  // By what is wrapped, not by name: a restored city may know the same id with another key.
  const name = `${municipality}/${row.wrapped.toString('base64')}`;
  const found = known.get(name);
  if (found !== undefined) return found;
  const bytes = keyring.unwrap(row.wrappedBy, row.wrapped, { municipality, zone: row.zone, id: row.id });
  if (bytes === null) return null;
  const key = keyOf(bytes);
  if (known.size < 10_000) known.set(name, key);
  return key;
}
