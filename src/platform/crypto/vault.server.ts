/**
 * Sealing of what is kept: under a data key of the municipality, bound to the one place where it lies. A ciphertext
 * copied to another row, field, table or city does not open; what crosses is opened and sealed anew for its new place.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { decrypt, encrypt } from './cipher.server.ts';
import type { Keyring } from './keyring.server.ts';

/** Where a sealed value lies. */
export interface Place {
  /** Table or noun: `draft`, `record:school-expense-assistance`. */
  noun: string;
  /** Id of the row. */
  row: string;
  field: string;
  /** The context values of this place were sealed with before data keys existed; without it they do not open. */
  legacy?: string;
}

export interface Vault {
  /** Text gives text (`v2.<key>.<base64url>`), bytes give bytes; sealed with the active key. */
  seal(plain: string, place: Place): string;
  seal(plain: Uint8Array, place: Place): Uint8Array;
  /** Throws `SealBroken` when the key is gone, the value was altered or belongs elsewhere; says no more. */
  open(sealed: string, place: Place): string;
  open(sealed: Uint8Array, place: Place): Uint8Array;
  /** The same value for another place, or for the same one under the active key. */
  move(sealed: Uint8Array, from: Place, to: Place): Uint8Array;
  /** Under the active key already. */
  isCurrent(sealed: string | Uint8Array): boolean;
}

/** A value that cannot be opened. Never answered by going on without it: what a person gave would be lost silently. */
export class SealBroken extends Error {
  constructor() {
    super('a sealed value does not open in its place');
  }
}

export interface OpenedKeys {
  municipality: string;
  /** Seals. */
  active: { id: string; key: KeyObject };
  /** Everything this process can open, the active one included, by id. */
  byId: ReadonlyMap<string, KeyObject>;
  /** Values from before data keys still lie about. */
  legacy: boolean;
}

/** Data keys carry their id in front: 0x02, its length, the id (7 characters, so that base64 of the head is fixed). */
export const idLength = 7;

export function createVault(keys: OpenedKeys, keyring: Pick<Keyring, 'unseal'>): Vault {
  const head = headOf(keys.active.id);
  const associated = (id: string, place: Place) =>
    Buffer.from(JSON.stringify(['v2', id, keys.municipality, place.noun, place.row, place.field]));
  const sealBody = (plain: Uint8Array, place: Place) =>
    encrypt(keys.active.key, plain, associated(keys.active.id, place));

  function openBody(id: string, body: Uint8Array, place: Place): Uint8Array {
    const key = keys.byId.get(id);
    const plain = key && decrypt(key, body, associated(id, place));
    if (plain === undefined) throw new SealBroken();
    return new Uint8Array(plain);
  }
  function openLegacy<T extends string | Uint8Array>(sealed: T, place: Place): T {
    if (!keys.legacy || place.legacy === undefined) throw new SealBroken();
    const opened = keyring.unseal(sealed as string, {
      municipality: keys.municipality,
      purpose: place.legacy,
    });
    if (!opened.ok) throw new SealBroken();
    return opened.value as T;
  }

  function seal(plain: string, place: Place): string;
  function seal(plain: Uint8Array, place: Place): Uint8Array;
  function seal(plain: string | Uint8Array, place: Place): string | Uint8Array {
    return typeof plain === 'string'
      ? `v2.${keys.active.id}.${sealBody(Buffer.from(plain), place).toString('base64url')}`
      : Buffer.concat([head, sealBody(plain, place)]);
  }
  function open(sealed: string, place: Place): string;
  function open(sealed: Uint8Array, place: Place): Uint8Array;
  function open(sealed: string | Uint8Array, place: Place): string | Uint8Array {
    if (typeof sealed === 'string') {
      const [version, id, body, more] = sealed.split('.');
      if (version === 'v1') return openLegacy(sealed, place);
      if (version !== 'v2' || id === undefined || body === undefined || more !== undefined)
        throw new SealBroken();
      return Buffer.from(openBody(id, Buffer.from(body, 'base64url'), place)).toString();
    }
    if (sealed[0] === 1) return openLegacy(sealed, place);
    if (sealed[0] !== 2 || sealed[1] !== idLength) throw new SealBroken();
    const id = Buffer.from(sealed.subarray(2, 2 + idLength)).toString('latin1');
    return openBody(id, sealed.subarray(2 + idLength), place);
  }
  return {
    seal,
    open,
    move: (sealed, from, to) => seal(open(sealed, from), to),
    isCurrent: (sealed) =>
      typeof sealed === 'string'
        ? sealed.startsWith(`v2.${keys.active.id}.`)
        : head.equals(sealed.subarray(0, head.length)),
  };
}

const headOf = (id: string) => Buffer.concat([Buffer.from([2, idLength]), Buffer.from(id, 'latin1')]);

export const legacyKeyId = 'v1';

/** How the database finds values under a key without opening them: patterns for LIKE. */
export interface KeyMarks {
  /** On the text of JSON that holds `{"sealed": "<base64>"}` or sealed text. */
  json: string[];
  /** On sealed text. */
  text: string[];
  /** On the hexadecimal form of the first bytes of a column. */
  hex: string[];
}

/** Length of the head in bytes, for `substring`. */
export const headLength = 2 + idLength;

export function marksOf(keyIds: readonly string[]): KeyMarks {
  const marks = keyIds.map((id) =>
    id === legacyKeyId
      ? { head: Buffer.from([1, 1, 0x31]), text: 'v1.1.' }
      : { head: headOf(id), text: `v2.${id}.` },
  );
  return {
    json: marks.flatMap((one) => [`%"sealed": "${one.head.toString('base64')}%`, `%"${one.text}%`]),
    text: marks.map((one) => `${one.text}%`),
    hex: marks.map((one) => `${one.head.toString('hex')}%`),
  };
}

export const keyOf = (bytes: Uint8Array): KeyObject => createSecretKey(bytes);
