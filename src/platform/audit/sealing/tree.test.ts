import { expect, test } from 'vitest';
import { createKeyring } from '#platform/crypto.server';
import fc from '../../../../scripts/test/properties.ts';
import { checkProof, type InclusionProof } from './check-proof.server.ts';
import { headText, openHead } from './head.server.ts';
import { auditSigner } from './note.server.ts';
import { Frontier, inclusionPath, leafHash } from './tree.server.ts';

const signer = auditSigner(createKeyring('a secret for tests that is long enough'), '401005');

function proofOf(contents: string[], index: number): InclusionProof {
  const leaves = contents.map((content) => leafHash(content));
  const tree = new Frontier();
  for (const leaf of leaves) tree.append(leaf);
  const head = {
    size: leaves.length,
    root: tree.root().toString('base64'),
    at: '2026-11-21T05:00:00.000000Z',
    horizon: '10',
    next: '12',
    previous: null,
  };
  return {
    format: 'madoguchi-audit-proof-1',
    content: contents[index]!,
    leaf: leaves[index]!.toString('hex'),
    index,
    path: inclusionPath(Buffer.concat(leaves), index).map((hash) => hash.toString('hex')),
    head: signer.sign(headText(signer, head)),
  };
}

test('roots are those of the test vectors of Certificate Transparency', () => {
  const leaves = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ];
  const tree = new Frontier();
  const roots = leaves.map((leaf) => {
    tree.append(leafHash(Buffer.from(leaf, 'hex')));
    return tree.root().toString('hex');
  });
  expect(new Frontier().root().toString('hex')).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
  expect(roots[0]).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  expect(roots[1]).toBe('fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125');
  expect(roots[2]).toBe('aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77');
  expect(roots[7]).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
});

// Audit rows are all different, by their ids.
const trees = fc
  .uniqueArray(fc.string(), { minLength: 1, maxLength: 300 })
  .chain((contents) => fc.tuple(fc.constant(contents), fc.nat({ max: contents.length - 1 })));

test('proofs of any size verify; altered content, leaf, index, path, head or key does not', () => {
  const stranger = auditSigner(createKeyring('another secret for tests, long enough'), '401005');
  const elsewhere = auditSigner(createKeyring('a secret for tests that is long enough'), '401307');
  fc.assert(
    fc.property(trees, fc.nat(), ([contents, index], chance) => {
      const proof = proofOf(contents, index);
      expect(checkProof(proof, signer.publicKey)).toMatchObject({ ok: true, size: contents.length });
      const at = chance % 32;
      const flip = (hex: string) => {
        const bytes = Buffer.from(hex, 'hex');
        bytes[at]! ^= 1;
        return bytes.toString('hex');
      };
      const altered: InclusionProof[] = [
        { ...proof, content: `${proof.content}x` },
        { ...proof, content: null, leaf: flip(proof.leaf) },
        { ...proof, index: proof.index + 1 },
        { ...proof, path: [...proof.path, proof.leaf] },
        { ...proof, head: proof.head.replace(`\n${contents.length}\n`, `\n${contents.length + 1}\n`) },
        ...proof.path.map((_, nth) => ({
          ...proof,
          path: proof.path.map((step, each) => (each === nth ? flip(step) : step)),
        })),
        ...(proof.path.length > 0 ? [{ ...proof, path: proof.path.slice(1) }] : []),
      ];
      for (const one of altered) expect(checkProof(one, signer.publicKey).ok).toBe(false);
      expect(checkProof(proof, stranger.publicKey).ok).toBe(false);
      expect(checkProof(proof, elsewhere.publicKey).ok).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test('any altered leaf gives another root, and a frontier goes on as if it had never been put down', () => {
  fc.assert(
    fc.property(trees, fc.nat(), ([contents, index], cut) => {
      const root = (texts: string[]) => {
        const tree = new Frontier();
        for (const text of texts) tree.append(leafHash(text));
        return tree;
      };
      const whole = root(contents).root();
      expect(root(contents.map((text, nth) => (nth === index ? `${text}!` : text))).root()).not.toEqual(
        whole,
      );
      const at = cut % (contents.length + 1);
      const first = root(contents.slice(0, at));
      const again = Frontier.from(first.size, first.bytes())!;
      for (const text of contents.slice(at)) again.append(leafHash(text));
      expect(again.root()).toEqual(whole);
    }),
  );
});

test('a head opens only as it was signed, for its own city', () => {
  const head = {
    size: 3,
    root: Buffer.alloc(32, 7).toString('base64'),
    at: '2026-11-21T05:00:00.000001Z',
    horizon: '745',
    next: '750',
    previous: Buffer.alloc(32, 8).toString('base64'),
  };
  const note = signer.sign(headText(signer, head));
  expect(openHead(signer, note)).toEqual(head);
  const resumed = { ...head, resumed: 'バックアップから戻した\nsecond line' };
  expect(openHead(signer, signer.sign(headText(signer, resumed)))).toEqual(resumed);
  for (let at = 0; at < note.length; at++) {
    const altered = note.slice(0, at) + (note[at] === '1' ? '2' : '1') + note.slice(at + 1);
    expect(openHead(signer, altered), String(at)).toBeNull();
  }
  const other = auditSigner(createKeyring('a secret for tests that is long enough'), '401307');
  expect(openHead(other, note)).toBeNull();
});
