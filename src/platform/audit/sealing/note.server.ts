/**
 * Signed notes (C2SP signed-note: https://c2sp.org/signed-note) with Ed25519: a text, an empty line, one line of signature.
 * Any tool for transparency logs reads them; the text of a head is a C2SP tlog-checkpoint.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Keyring } from '#platform/crypto.server';

export interface Signer {
  /** Also the origin of the tree: one per municipality. */
  name: string;
  sign(text: string): string;
  /** The text when the note is ours and unchanged, else null. */
  open(note: string): string | null;
  /** `<name>+<hash>+<key>`: what auditors are given. */
  publicKey: string;
}

const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const algorithm = Uint8Array.of(1);

/**
 * The only place that touches the key. It is derived from the house's secret, so that a database alone, in whosever hands,
 * signs nothing. Heads signed under an older secret open while that secret is still configured, and afterwards by their
 * public keys in `trusted`, separated by spaces (what `madoguchi audit key` printed).
 */
export function auditSigner(keyring: Keyring, municipality: string, trusted = ''): Signer {
  const name = `madoguchi/audit/${municipality}`;
  const keys = keyring.hmacs('audit-signing', 'ed25519').map((seed) =>
    createPrivateKey({
      key: Buffer.concat([seedPrefix, Buffer.from(seed, 'base64url')]),
      format: 'der',
      type: 'pkcs8',
    }),
  );
  const [current] = keys as [KeyObject];
  const verifiers = new Map<string, KeyObject>();
  for (const key of keys) {
    const publicKey = createPublicKey(key);
    verifiers.set(keyHash(name, rawOf(publicKey)), publicKey);
  }
  for (const line of trusted.split(/\s+/)) {
    const raw = Buffer.from(line.split('+').slice(2).join('+'), 'base64').subarray(1);
    if (!line.startsWith(`${name}+`) || raw.length !== 32) continue;
    const der = Buffer.concat([publicPrefix, raw]);
    verifiers.set(keyHash(name, raw), createPublicKey({ key: der, format: 'der', type: 'spki' }));
  }
  const own = rawOf(createPublicKey(current));
  const ownHash = keyHash(name, own);
  return {
    name,
    publicKey: `${name}+${ownHash}+${Buffer.concat([algorithm, own]).toString('base64')}`,
    sign(text) {
      const signature = Buffer.concat([Buffer.from(ownHash, 'hex'), sign(null, Buffer.from(text), current)]);
      return `${text}\n— ${name} ${signature.toString('base64')}\n`;
    },
    open(note) {
      const end = note.lastIndexOf('\n\n');
      const text = note.slice(0, end + 1);
      const match = /^— (\S+) ([A-Za-z0-9+/=]+)\n$/.exec(note.slice(end + 2));
      if (end < 0 || match === null || match[1] !== name) return null;
      const signature = Buffer.from(match[2]!, 'base64');
      const verifier = verifiers.get(signature.toString('hex', 0, 4));
      if (verifier === undefined) return null;
      return verify(null, Buffer.from(text), verifier, signature.subarray(4)) ? text : null;
    },
  };
}

const rawOf = (publicKey: KeyObject): Buffer =>
  publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);

function keyHash(name: string, raw: Uint8Array): string {
  return createHash('sha256').update(`${name}\n`).update(algorithm).update(raw).digest('hex').slice(0, 8);
}
