import { hash, verify } from '@node-rs/argon2';

/** Argon2id, 19 MiB, 2 passes, 1 lane: the floor OWASP names. `verifyPassword` reads the parameters from the hash, so they can rise. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** NFKC first: the same password typed on a telephone and on an office keyboard is the same password. */
const bytes = (password: string) => Buffer.from(password.normalize('NFKC'));

export function hashPassword(password: string): Promise<string> {
  return hash(bytes(password), parameters);
}

let decoy: Promise<string> | undefined;

/** Without a hash (no such account) the same work is done and the answer is no: time does not tell which accounts exist. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('decoy');
  try {
    const right = await verify(stored ?? (await decoy), bytes(password));
    return right && stored !== undefined;
  } catch {
    return false;
  }
}
