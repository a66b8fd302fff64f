import { expect, test } from 'vitest';
import { pieceBytes } from '#core/imports';
import { LineLost, OutOfStep, SendFailed, sendInPieces, type Talk } from './send-in-pieces.ts';

const file = new File([new Uint8Array(pieceBytes * 2 + 10)], '台帳.csv', { lastModified: 7 });

/** The other side: keeps how many pieces there are; `faults` are thrown before an answer, one each. */
function house(already: number, faults: Error[] = []) {
  const said: string[] = [];
  const sizes: number[] = [];
  let pieces = already;
  const talk: Talk = async (intent, parts) => {
    const fault = intent === 'piece' ? faults.shift() : undefined;
    if (fault !== undefined) throw fault;
    said.push(intent);
    if (intent === 'finish') return { to: '/done' };
    if (intent === 'piece') {
      expect(Number(parts.position)).toBe(pieces);
      sizes.push((parts.piece as Blob).size);
      pieces += 1;
    }
    return { upload: 'u', pieces, bytes: file.size };
  };
  const seen: number[] = [];
  const progress = (bytes: number) => void seen.push(bytes);
  return {
    said,
    sizes,
    seen,
    run: () => sendInPieces(file, { talk, progress, wait: async () => undefined, encoding: '' }),
  };
}

test('a file goes out in pieces of one size, and the line may break between', async () => {
  const there = house(0, [new LineLost(), new LineLost()]);
  expect(await there.run()).toBe('/done');
  expect(there.said).toEqual(['begin', 'piece', 'piece', 'piece', 'finish']);
  expect(there.sizes).toEqual([pieceBytes, pieceBytes, 10]);
  expect(there.seen.at(-1)).toBe(file.size);
});

test('what was sent before is not sent again', async () => {
  const there = house(2);
  await there.run();
  expect(there.sizes).toEqual([10]);
});

test('out of step it asks where it stands; without a line it ends in words', async () => {
  const there = house(0, [new OutOfStep()]);
  expect(await there.run()).toBe('/done');
  expect(there.said.filter((one) => one === 'begin')).toHaveLength(2);
  const dead = house(
    0,
    Array.from({ length: 6 }, () => new LineLost()),
  );
  await expect(dead.run()).rejects.toThrow(SendFailed);
});
