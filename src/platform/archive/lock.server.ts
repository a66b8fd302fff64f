/** Encryption around an archive: the age format, which other tools open too. */
import { ReadableStream as WebStream } from 'node:stream/web';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { ArchiveDamaged, ArchiveLocked } from './model.ts';

/** For whom an archive is locked. */
export type Lock = { recipients: string[] } | { passphrase: string };
/** What opens it. */
export type Key = { identities: string[] } | { passphrase: string };

const magic = Buffer.from('age-encryption.org/');

/** A new pair: the identity opens, the recipient only locks. */
export async function newIdentity(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** Encrypts a stream. A recipient that is none throws before anything is written. */
export async function locked(
  source: AsyncIterable<Uint8Array>,
  lock: Lock,
): Promise<AsyncIterable<Uint8Array>> {
  const encrypter = new Encrypter();
  if ('passphrase' in lock) encrypter.setPassphrase(lock.passphrase);
  else for (const one of lock.recipients) encrypter.addRecipient(one);
  return encrypter.encrypt(asWeb(source)) as Promise<AsyncIterable<Uint8Array>>;
}

/** The stream in clear, whether it was locked or not. */
export async function unlocked(
  source: AsyncIterable<Uint8Array>,
  key: Key | null,
): Promise<AsyncIterable<Uint8Array>> {
  const { first, all } = await peek(source, magic.length);
  if (!first.equals(magic)) return all;
  if (key === null) throw new ArchiveLocked('the archive is encrypted');
  const decrypter = new Decrypter();
  if ('passphrase' in key) decrypter.addPassphrase(key.passphrase);
  else for (const one of key.identities) decrypter.addIdentity(one);
  let clear: AsyncIterable<Uint8Array>;
  try {
    clear = (await decrypter.decrypt(asWeb(all))) as unknown as AsyncIterable<Uint8Array>;
  } catch (cause) {
    // A damaged header cannot be told from a wrong key by its message alone; either way nothing was read.
    if (/no identity matched|incorrect passphrase/i.test(String(cause)))
      throw new ArchiveLocked('the key given does not open this archive');
    throw new ArchiveDamaged('encryption header', { cause });
  }
  return watched(clear);
}

async function* watched(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (cause) {
    throw new ArchiveDamaged('encryption', { cause });
  }
}

function asWeb(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return WebStream.from(source) as unknown as ReadableStream<Uint8Array>;
}

/** The first bytes, and a stream that still has them. */
async function peek(
  source: AsyncIterable<Uint8Array>,
  count: number,
): Promise<{ first: Buffer; all: AsyncIterable<Uint8Array> }> {
  const reader = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < count) {
    const { value, done } = await reader.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  async function* all() {
    yield head;
    for (;;) {
      const { value, done } = await reader.next();
      if (done) return;
      yield value;
    }
  }
  return { first: head.subarray(0, count), all: all() };
}
