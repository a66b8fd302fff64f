/**
 * From one secret to all keys. Database passwords come from the secret itself, which only the parent has; processes
 * get keys derived from it, so that a broken-into portal cannot work out how the staff side signs in to the database,
 * opens what the office has sealed, or signs the audit.
 */
import { createKeyring, type KeyMaterial, type Keyring, materialOf } from '#platform/crypto.server';
import type { Zone } from '#platform/db.server';
import { forProcesses } from './secret-source.server.ts';

export { secretOf } from './secret-source.server.ts';

/**
 * Purposes whose derived keys the portal needs with the same value as everybody else: what they made outlives a
 * process, or another process makes or checks it. Everything else the portal derives from a root of its own.
 */
const sharedWithPortal = [
  'csrf',
  'body',
  'login-code',
  'paper-secret',
  'paper-secret-hash',
  'rate-limit',
  'limit:api',
] as const;

export interface ProcessNeeds {
  /** Values sealed before data keys existed still lie on the resident side. */
  legacy: boolean;
}

const secretsOf = (secret: string): string[] => secret.split('\n');
const isForProcess = (secret: string): boolean => secret.startsWith(forProcesses);

/** What a child process gets in place of the secret. */
export function processSecret(secret: string, who: Zone, needs: ProcessNeeds = { legacy: true }): string {
  if (isForProcess(secret)) return secret;
  const secrets = secretsOf(secret);
  const roots = secrets.map(processRoot);
  const { wrapping } = materialOf(secrets);
  if (who !== 'portal')
    return encode({
      roots,
      legacy: roots,
      wrapping: who === 'staff' ? { staff: wrapping.staff ?? [] } : wrapping,
    });
  const rings = roots.map((root) => createKeyring(asMaterial(root)));
  return encode({
    roots: rings.map((ring) => ring.derive('process:portal')),
    shared: Object.fromEntries(
      sharedWithPortal.map((purpose) => [purpose, rings.map((ring) => ring.derive(purpose))]),
    ),
    legacy: needs.legacy ? roots : [],
    wrapping: { portal: wrapping.portal ?? [] },
  });
}

/**
 * The text of the derived key, not its bytes: so it was from the beginning, and printed secrets, sealed values and audit
 * signatures of running cities hang on it.
 */
const processRoot = (secret: string): Uint8Array =>
  new Uint8Array(Buffer.from(Buffer.from(createKeyring(secret).derive('processes')).toString('base64url')));

const asMaterial = (root: Uint8Array): KeyMaterial => ({ roots: [root], wrapping: {}, legacy: [] });

/** Keys of the running house. Commands and the worker hold all of them, the sites their own. */
export function processKeyring(secret: string, who: Zone = 'worker'): Keyring {
  return createKeyring(decode(processSecret(secret, who)));
}

/** Password of a zone's database login, and of the embedded server's administrator. */
export function databasePassword(secret: string, who: Zone | 'admin'): string {
  return databasePasswords(secret, who)[0]!;
}

/** Under every secret that is configured, the current one first. */
export function databasePasswords(secret: string, who: Zone | 'admin'): string[] {
  if (isForProcess(secret)) throw new Error('a process has no database passwords but its own');
  return secretsOf(secret).map((one) =>
    Buffer.from(createKeyring(one).derive(`db-login:${who}`)).toString('base64url'),
  );
}

function encode(material: KeyMaterial): string {
  const text = JSON.stringify(material, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
  return forProcesses + Buffer.from(text).toString('base64url');
}

type Encoded<T> = T extends Uint8Array ? string : { [K in keyof T]: Encoded<T[K]> };

function decode(secret: string): KeyMaterial {
  const text = Buffer.from(secret.slice(forProcesses.length), 'base64url').toString();
  const read = JSON.parse(text) as Encoded<KeyMaterial>;
  const keys = (list: string[] | undefined) =>
    (list ?? []).map((one) => new Uint8Array(Buffer.from(one, 'base64')));
  const entries = Object.entries as <T>(record: Record<string, T>) => [string, T][];
  const each = (record: Record<string, string[]> | undefined) =>
    Object.fromEntries(entries(record ?? {}).map(([name, list]) => [name, keys(list)]));
  return {
    roots: keys(read.roots as string[]),
    shared: each(read.shared as Record<string, string[]> | undefined),
    legacy: keys(read.legacy as string[]),
    wrapping: each(read.wrapping as Record<string, string[]>),
  };
}
