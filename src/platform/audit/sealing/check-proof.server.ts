/**
 * Checks an inclusion proof. On purpose it imports nothing of the house and repeats the hashing: an auditor can take this
 * file alone, with the public key received by another way. RFC 9162 §2.1.3.2 (path) and C2SP signed-note (signature).
 */
import { createHash, createPublicKey, verify } from 'node:crypto';

export interface InclusionProof {
  format: 'madoguchi-audit-proof-1';
  /** The content whose hash the leaf is; null when it was redacted. */
  content: string | null;
  leaf: string;
  index: number;
  /** Hexadecimal, from the leaf's sibling up. */
  path: string[];
  /** The signed head: lines of text, an empty line, the signature. */
  head: string;
}

export type ProofVerdict = { ok: true; size: number; at: string } | { ok: false; reason: string };

/** `publicKey`: the line `madoguchi audit key` prints, `<name>+<hash>+<key>`. */
export function checkProof(proof: InclusionProof, publicKey: string): ProofVerdict {
  const no = (reason: string): ProofVerdict => ({ ok: false, reason });
  const sha256 = (...parts: Uint8Array[]) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
  const leaf = Buffer.from(proof.leaf, 'hex');
  if (leaf.length !== 32) return no('the leaf is no hash');
  if (proof.content !== null && !sha256(Uint8Array.of(0), Buffer.from(proof.content)).equals(leaf))
    return no('the content is not what was sealed');

  const split = proof.head.indexOf('\n\n');
  const text = proof.head.slice(0, split + 1);
  const [name = '', keyHash = '', key = ''] = publicKey.trim().split(/\+(.*?)\+(.*)/s);
  const raw = Buffer.from(key, 'base64');
  if (raw.length !== 33 || raw[0] !== 1) return no('the public key is none');
  const signature = proof.head
    .slice(split + 2)
    .split('\n')
    .filter((line) => line.startsWith(`— ${name} `))
    .map((line) => Buffer.from(line.slice(name.length + 3), 'base64'))
    .find((bytes) => bytes.subarray(0, 4).toString('hex') === keyHash);
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw.subarray(1)]);
  const verifier = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  if (signature === undefined || !verify(null, Buffer.from(text), verifier, signature.subarray(4)))
    return no('the head is not signed with this key');

  const [origin, sizeLine = '', rootLine = '', atLine = ''] = text.split('\n');
  const size = Number(sizeLine);
  if (origin !== name) return no('the head belongs to another tree');
  if (!Number.isSafeInteger(proof.index) || proof.index < 0 || proof.index >= size)
    return no('the index lies outside');
  let [fn, sn] = [BigInt(proof.index), BigInt(size - 1)];
  let root: Uint8Array = leaf;
  for (const step of proof.path) {
    const sibling = Buffer.from(step, 'hex');
    if (sn === 0n || sibling.length !== 32) return no('the path does not fit');
    if (fn % 2n === 1n || fn === sn) {
      root = sha256(Uint8Array.of(1), sibling, root);
      while (fn % 2n === 0n && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else root = sha256(Uint8Array.of(1), root, sibling);
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  if (sn !== 0n || Buffer.from(root).toString('base64') !== rootLine)
    return no('the path does not lead to the signed root');
  return { ok: true, size, at: atLine.replace(/^at /, '') };
}
