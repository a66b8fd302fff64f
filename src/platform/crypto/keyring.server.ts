import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { fail, ok, type Result } from '#kernel/result';
import { decrypt, encrypt } from './cipher.server.ts';
import { hmac } from './digest.server.ts';

interface Root {
  id: string;
  material: Uint8Array;
}

/** Sides of the house that keep sealed values; each has data keys of its own, wrapped by a key of its own. */
export const keyZones = ['portal', 'staff'] as const;
export type KeyZone = (typeof keyZones)[number];

/** What a process is given to make its keyring of. Lists begin with the current one; the others only open. */
export interface KeyMaterial {
  /** What derived keys come from. */
  roots: Uint8Array[];
  /** Keys of purposes this process shares with others but cannot derive, because its root is its own. */
  shared?: Record<string, Uint8Array[]>;
  /** Key-encryption keys of the zones whose sealed values this process reads. */
  wrapping: Partial<Record<KeyZone, Uint8Array[]>>;
  /** Roots under which values were sealed before data keys existed (`v1.`). */
  legacy: Uint8Array[];
}

/** What a value was sealed for. Moved to another municipality, column or record, it does not open. */
export interface SealContext {
  municipality: string;
  purpose: string;
}

export interface Keyring {
  /**
   * For what travels and is not kept (a page's state). What lies in a table is sealed by a `Vault`, whose keys rotate.
   * Text gives text (`v1.<key>.<base64url>`), bytes give bytes.
   */
  seal(plain: string, context: SealContext): string;
  seal(plain: Uint8Array, context: SealContext): Uint8Array;
  /** Fails with `internal` when the key is gone, the value was altered or belongs elsewhere; says no more. */
  unseal(sealed: string, context: SealContext): Result<string>;
  unseal(sealed: Uint8Array, context: SealContext): Result<Uint8Array>;
  /** Independent key for a purpose (`cookie`, `db-login:portal`): knowing one says nothing about the others. 32 bytes unless told. */
  derive(purpose: string, length?: number): Uint8Array;
  /** HMAC-SHA-256 under the key of a purpose, base64url: form tokens, hashes of short codes, keys of rate limits. */
  hmac(purpose: string, message: string): string;
  /** The same under every secret that still counts, the current one first: for digests that outlive a change of the secret. */
  hmacs(purpose: string, message: string): string[];
  /** Wraps a data key by the current key of its zone; null when this process does not hold the zone's key. */
  wrap(dataKey: Uint8Array, context: WrapContext): { keyId: string; wrapped: Uint8Array } | null;
  /** Null when the wrapping key is not here or the row was altered. */
  unwrap(keyId: string, wrapped: Uint8Array, context: WrapContext): Uint8Array | null;
  /** Id of the wrapping key in use for a zone. */
  wrappingKeyId(zone: KeyZone): string | null;
}

/** Which data key; a wrapped key put into another row does not open. */
export interface WrapContext {
  municipality: string;
  zone: KeyZone;
  id: string;
}

/** Stands in every value of this format; secrets are tried in turn. */
const keyId = '1';
const cannotOpen = () => fail('internal', '保護された値を開けませんでした。');

/** Length-prefixed: `a|bc` and `ab|c` are different contexts. */
function associated(version: string, context: SealContext): Buffer {
  return Buffer.from(JSON.stringify([version, context.municipality, context.purpose]));
}

function checked(secret: string): Buffer {
  const material = Buffer.from(secret);
  if (material.length < 32) throw new Error('A secret is shorter than 32 bytes.');
  return material;
}

const derived = (material: Uint8Array, purpose: string, length = 32) =>
  new Uint8Array(hkdfSync('sha256', material, 'madoguchi', purpose, length));

/** Everything from secrets, the current one first: what a whole house holds. */
export function materialOf(secrets: string[]): KeyMaterial {
  const roots = secrets.map(checked);
  if (roots.length === 0) throw new Error('A keyring needs a secret.');
  const wrapping = (zone: KeyZone) => roots.map((root) => derived(root, `wrap:${zone}`));
  return { roots, wrapping: { portal: wrapping('portal'), staff: wrapping('staff') }, legacy: roots };
}

/**
 * Key derivation (HKDF-SHA-256), short-lived sealing and wrapping of data keys (AES-256-GCM). Derived keys come from the
 * current secret and change with it; `hmacs` and `unseal` go on with the older ones that are still configured.
 *
 * The key of each context is derived from the municipality and purpose, so random nonces of 96 bits are used for one
 * purpose of one city only: 2^32 values a context are safe.
 */
export function createKeyring(secret: string | string[] | KeyMaterial): Keyring {
  const material =
    typeof secret === 'string' || Array.isArray(secret)
      ? materialOf(typeof secret === 'string' ? [secret] : secret)
      : secret;
  const roots: Root[] = material.roots.map((root, index) => ({ id: String(index), material: root }));
  const first = roots[0] as Root;
  const openers = [...roots, ...material.legacy.map((root, index) => ({ id: `l${index}`, material: root }))];
  // As objects: from bytes, each use would make one anew, which takes six times as long as an HMAC or a bank account.
  const cache = new Map<string, KeyObject>();

  function keyFor(root: Root, purpose: string, length = 32): KeyObject {
    const name = `${root.id}/${length}/${purpose}`;
    let key = cache.get(name);
    if (key === undefined) {
      key = createSecretKey(derived(root.material, purpose, length));
      if (cache.size < 10_000) cache.set(name, key);
    }
    return key;
  }
  const sealKey = (root: Root, context: SealContext) =>
    keyFor(root, `seal:${JSON.stringify([context.municipality, context.purpose])}`);
  const sharedKeys = new Map(
    Object.entries(material.shared ?? {}).map(([purpose, keys]) => [
      purpose,
      keys.map((key) => createSecretKey(key)),
    ]),
  );
  /** Keys of a purpose, the current first. */
  function derivedKeys(purpose: string, length = 32): KeyObject[] {
    const shared = sharedKeys.get(purpose);
    if (shared !== undefined && length === 32) return shared;
    return roots.map((root) => keyFor(root, `derive:${purpose}`, length));
  }
  const wrappers = new Map(
    keyZones.map((zone) => [
      zone,
      (material.wrapping[zone] ?? []).map((bytes) => ({
        id: Buffer.from(derived(bytes, 'id', 6)).toString('base64url'),
        key: createSecretKey(bytes),
      })),
    ]),
  );

  function sealBytes(plain: Uint8Array, context: SealContext): Buffer {
    return encrypt(sealKey(first, context), plain, associated(keyId, context));
  }

  /** Any configured secret may open: values do not say which one they were sealed with. */
  function unsealBytes(id: string, body: Buffer, context: SealContext): Buffer | undefined {
    for (const root of openers) {
      const opened = decrypt(sealKey(root, context), body, associated(id, context));
      if (opened !== undefined) return opened;
    }
    return undefined;
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
      return `v1.${keyId}.${sealBytes(Buffer.from(plain), context).toString('base64url')}`;
    return Buffer.concat([Buffer.from([1, keyId.length]), Buffer.from(keyId), sealBytes(plain, context)]);
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
    derive(purpose, length = 32) {
      return new Uint8Array((derivedKeys(purpose, length)[0] as KeyObject).export());
    },
    hmac: (purpose, message) => hmac(derivedKeys(purpose)[0] as KeyObject, message),
    hmacs: (purpose, message) => derivedKeys(purpose).map((key) => hmac(key, message)),
    wrappingKeyId: (zone) => wrappers.get(zone)?.[0]?.id ?? null,
    wrap(dataKey, context) {
      const wrapper = wrappers.get(context.zone)?.[0];
      if (wrapper === undefined) return null;
      return { keyId: wrapper.id, wrapped: encrypt(wrapper.key, dataKey, wrapPlace(context)) };
    },
    unwrap(keyId, wrapped, context) {
      const wrapper = wrappers.get(context.zone)?.find((one) => one.id === keyId);
      if (wrapper === undefined) return null;
      return decrypt(wrapper.key, wrapped, wrapPlace(context)) ?? null;
    },
  };
}

const wrapPlace = ({ municipality, zone, id }: WrapContext) =>
  Buffer.from(JSON.stringify(['data-key', municipality, zone, id]));
