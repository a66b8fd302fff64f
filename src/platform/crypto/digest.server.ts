import { createHash, createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** What is kept of a token: knowing the table does not let anyone in. For random tokens only; passwords need `hashPassword`. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Keyed digest: for values with few possibilities (numbers, mail addresses) that are compared but not read. */
export function hmac(key: Uint8Array | KeyObject, message: string | Uint8Array): string {
  return createHmac('sha256', key).update(message).digest('base64url');
}

/** Compares without telling by time how much was right, lengths included. */
export function constantTimeEqual(one: string | Uint8Array, other: string | Uint8Array): boolean {
  const digest = (value: string | Uint8Array) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(one), digest(other));
}
