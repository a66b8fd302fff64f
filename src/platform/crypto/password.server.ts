import { hash, verify } from '@node-rs/argon2';

/** Argon2id, 19 MiB, 2 passes, 1 lane: the floor OWASP names. `verifyPassword` reads the parameters from the hash, so they can rise. */
export const slowly = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** As it was typed: nothing is cut, folded or normalised. */
export function hashPassword(password: string): Promise<string> {
  return hash(Buffer.from(password), slowly);
}

let decoy: Promise<string> | undefined;

/** Without a hash (no such account) the same work is done and the answer is no: time does not tell which accounts exist. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('decoy');
  try {
    const right = await verify(stored ?? (await decoy), Buffer.from(password));
    return right && stored !== undefined;
  } catch {
    return false;
  }
}
