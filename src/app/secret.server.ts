/**
 * From one secret to all keys. Database passwords come from the secret itself, which only the parent has; processes
 * get a key derived from it, so that a broken-into portal cannot work out how the staff side signs in to the database.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '#platform/config.server';
import { createKeyring, type Keyring } from '#platform/crypto.server';
import type { Zone } from '#platform/db.server';

const forProcesses = 'process:';

/** The secret of the settings, or (demo) one made once and kept in the data folder, readable by its owner only. */
export async function secretOf(config: Config): Promise<string> {
  if (config.MADOGUCHI_SECRET !== undefined) return config.MADOGUCHI_SECRET;
  const file = path.resolve(config.MADOGUCHI_DATA, 'secret');
  await mkdir(path.dirname(file), { recursive: true });
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(`${randomBytes(48).toString('base64url')}\n`);
    await handle.close();
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}

/** What a child process gets in place of the secret. */
export function processSecret(secret: string): string {
  if (secret.startsWith(forProcesses)) return secret;
  return forProcesses + Buffer.from(createKeyring(secret).derive('processes')).toString('base64url');
}

/** Keys of the running house: sealing, cookies, tokens. The same in every process. */
export function processKeyring(secret: string): Keyring {
  return createKeyring(processSecret(secret).slice(forProcesses.length));
}

/** Password of a zone's database login, and of the embedded server's administrator. */
export function databasePassword(secret: string, who: Zone | 'admin'): string {
  if (secret.startsWith(forProcesses)) throw new Error('a process has no database passwords but its own');
  return Buffer.from(createKeyring(secret).derive(`db-login:${who}`)).toString('base64url');
}
