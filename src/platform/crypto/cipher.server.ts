/** AES-256-GCM with a random nonce in front and the tag behind. */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

export function encrypt(key: KeyObject, plain: Uint8Array, associated: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associated);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined when the key is another one, anything was altered, or it was sealed for something else. */
export function decrypt(key: KeyObject, body: Uint8Array, associated: Uint8Array): Buffer | undefined {
  if (body.length < NONCE + TAG) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE));
    decipher.setAAD(associated);
    decipher.setAuthTag(body.subarray(-TAG));
    return Buffer.concat([decipher.update(body.subarray(NONCE, -TAG)), decipher.final()]);
  } catch {
    return undefined;
  }
}
