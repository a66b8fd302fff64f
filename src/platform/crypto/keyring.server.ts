import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { fail, ok, type Result } from '#kernel/result';
import { hmac } from './digest.server.ts';

export interface KeyringKey {
  /** Short name that travels with each sealed value: letters, digits, `-`, `_`. */
  id: string;
  /** At least 32 characters or bytes of randomness. */
  secret: string | Uint8Array;
}

/** What a value was sealed for. Moved to another municipality, column or record, it does not open. */
export interface SealContext {
  municipality: string;
  purpose: string;
}

export interface Keyring {
  /** Text gives text (`v1.<key>.<base64url>`), bytes give bytes. Sealed with the first key. */
  seal(plain: string, context: SealContext): string;
  seal(plain: Uint8Array, context: SealContext): Uint8Array;
  /** Fails with `internal` when the key is gone, the value was altered or belongs elsewhere; says no more. */
  unseal(sealed: string, context: SealContext): Result<string>;
  unseal(sealed: Uint8Array, context: SealContext): Result<Uint8Array>;
  /** Whether a sealed value still uses an older key and is to be sealed again. */
  isStale(sealed: string | Uint8Array): boolean;
  /** Independent key for a purpose (`cookie`, `db-login:portal`): knowing one says nothing about the others. 32 bytes unless told. */
  derive(purpose: string, length?: number): Uint8Array;
  /** HMAC-SHA-256 under the key of a purpose, base64url: form tokens, hashes of short codes, keys of rate limits. */
  hmac(purpose: string, message: string): string;
}

const NONCE = 12;
const TAG = 16;
const keyName = /^[A-Za-z0-9_-]{1,32}$/;
const cannotOpen = () => fail('internal', '保護された値を開けませんでした。');

/** Length-prefixed: `a|bc` and `ab|c` are different contexts. */
function associated(version: string, context: SealContext): Buffer {
  return Buffer.from(JSON.stringify([version, context.municipality, context.purpose]));
}

function normaliseKeys(secret: string | KeyringKey[]): { id: string; material: Buffer }[] {
  const keys = typeof secret === 'string' ? [{ id: '1', secret }] : secret;
  if (keys.length === 0) throw new Error('A keyring needs a key.');
  return keys.map(({ id, secret: value }) => {
    const material = Buffer.from(value);
    if (!keyName.test(id)) throw new Error('Key ids are 1–32 letters, digits, - or _.');
    if (material.length < 32) throw new Error(`Key ${id} is shorter than 32 bytes.`);
    return { id, material };
  });
}

/**
 * Sealing (AES-256-GCM) and key derivation (HKDF-SHA-256) from one secret, or from several: the first seals, all open.
 * To rotate, put a new key in front and seal again what `isStale`. Derived keys come from the first key: they change
 * with it, so derive long-lived ones (database logins) before rotating anew.
 *
 * The key of each context is derived from the municipality and purpose, so random nonces of 96 bits are used for one
 * column of one city only: 2^32 values a context are safe.
 */
export function createKeyring(secret: string | KeyringKey[]): Keyring {
  const keys = normaliseKeys(secret);
  const first = keys[0] as { id: string; material: Buffer };
  // As objects: from bytes, each use would make one anew, which takes six times as long as an HMAC or a bank account.
  const cache = new Map<string, KeyObject>();

  function keyFor(material: Buffer, id: string, purpose: string, length = 32): KeyObject {
    const name = `${id}/${length}/${purpose}`;
    let key = cache.get(name);
    if (key === undefined) {
      key = createSecretKey(Buffer.from(hkdfSync('sha256', material, 'madoguchi', purpose, length)));
      if (cache.size < 10_000) cache.set(name, key);
    }
    return key;
  }
  const sealKey = (key: { id: string; material: Buffer }, context: SealContext) =>
    keyFor(key.material, key.id, `seal:${JSON.stringify([context.municipality, context.purpose])}`);

  function sealBytes(plain: Uint8Array, context: SealContext): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', sealKey(first, context), nonce);
    cipher.setAAD(associated(first.id, context));
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  function unsealBytes(id: string, body: Buffer, context: SealContext): Buffer | undefined {
    const key = keys.find((one) => one.id === id);
    if (key === undefined || body.length < NONCE + TAG) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', sealKey(key, context), body.subarray(0, NONCE));
      decipher.setAAD(associated(id, context));
      decipher.setAuthTag(body.subarray(-TAG));
      return Buffer.concat([decipher.update(body.subarray(NONCE, -TAG)), decipher.final()]);
    } catch {
      return undefined;
    }
  }

  /** Text: `v1.<key>.<body>`. Bytes: 0x01, length of the key id, key id, body. */
  function split(sealed: string | Uint8Array): { id: string; body: Buffer } | undefined {
    if (typeof sealed === 'string') {
      const [version, id, body, more] = sealed.split('.');
      if (version !== 'v1' || id === undefined || body === undefined || more !== undefined) return undefined;
      return { id, body: Buffer.from(body, 'base64url') };
    }
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const length = bytes[1] ?? 0;
    if (bytes[0] !== 1 || bytes.length < 2 + length) return undefined;
    return { id: bytes.toString('latin1', 2, 2 + length), body: bytes.subarray(2 + length) };
  }

  function seal(plain: string, context: SealContext): string;
  function seal(plain: Uint8Array, context: SealContext): Uint8Array;
  function seal(plain: string | Uint8Array, context: SealContext): string | Uint8Array {
    if (typeof plain === 'string')
      return `v1.${first.id}.${sealBytes(Buffer.from(plain), context).toString('base64url')}`;
    return Buffer.concat([
      Buffer.from([1, first.id.length]),
      Buffer.from(first.id),
      sealBytes(plain, context),
    ]);
  }

  function unseal(sealed: string, context: SealContext): Result<string>;
  function unseal(sealed: Uint8Array, context: SealContext): Result<Uint8Array>;
  function unseal(sealed: string | Uint8Array, context: SealContext): Result<string> | Result<Uint8Array> {
    const parts = split(sealed);
    const plain = parts && unsealBytes(parts.id, parts.body, context);
    if (plain === undefined) return cannotOpen();
    return typeof sealed === 'string' ? ok(plain.toString()) : ok(new Uint8Array(plain));
  }

  return {
    seal,
    unseal,
    isStale: (sealed) => split(sealed)?.id !== first.id,
    derive: (purpose, length = 32) =>
      new Uint8Array(keyFor(first.material, first.id, `derive:${purpose}`, length).export()),
    hmac: (purpose, message) => hmac(keyFor(first.material, first.id, `derive:${purpose}`), message),
  };
}
