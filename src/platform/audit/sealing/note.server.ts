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
const algorithm = Uint8Array.of(1);

/** The only place that touches the key. Derived, so that a database alone, in whosever hands, signs nothing. */
export function auditSigner(keyring: Keyring, municipality: string): Signer {
  const seed = keyring.derive('audit-signing');
  const privateKey = createPrivateKey({
    key: Buffer.concat([seedPrefix, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  return signerOf(privateKey, `madoguchi/audit/${municipality}`);
}

function signerOf(privateKey: KeyObject, name: string): Signer {
  const publicKey = createPublicKey(privateKey);
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const keyHash = createHash('sha256')
    .update(`${name}\n`)
    .update(algorithm)
    .update(raw)
    .digest()
    .subarray(0, 4);
  return {
    name,
    publicKey: `${name}+${keyHash.toString('hex')}+${Buffer.concat([algorithm, raw]).toString('base64')}`,
    sign(text) {
      const signature = Buffer.concat([keyHash, sign(null, Buffer.from(text), privateKey)]);
      return `${text}\n— ${name} ${signature.toString('base64')}\n`;
    },
    open(note) {
      const end = note.lastIndexOf('\n\n');
      const text = note.slice(0, end + 1);
      const match = /^— (\S+) ([A-Za-z0-9+/=]+)\n$/.exec(note.slice(end + 2));
      if (end < 0 || match === null || match[1] !== name) return null;
      const signature = Buffer.from(match[2]!, 'base64');
      if (!signature.subarray(0, 4).equals(keyHash)) return null;
      return verify(null, Buffer.from(text), publicKey, signature.subarray(4)) ? text : null;
    },
  };
}
