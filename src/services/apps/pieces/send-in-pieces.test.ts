import { expect, test } from 'vitest';
import { LineLost, OutOfStep, SendFailed, sendInPieces, type Talk } from './send-in-pieces.ts';

const pieceBytes = 1000;
const file = new File([new Uint8Array(pieceBytes * 2 + 10)], '台帳.csv', { lastModified: 7 });

/** The other side: keeps how many pieces there are; `faults` are thrown, one each, after or before it took a piece. */
function house(already: number, faults: { error: Error; taken?: boolean }[] = []) {
  const said: string[] = [];
  const sizes: number[] = [];
  let pieces = already;
  const talk: Talk = async (intent, parts) => {
    const fault = intent === 'begin' ? undefined : faults.shift();
    if (fault !== undefined && !fault.taken) throw fault.error;
    said.push(intent);
    if (intent === 'piece' && Number(parts.position) === pieces) {
      sizes.push((parts.piece as Blob).size);
      pieces += 1;
    }
    if (fault !== undefined) throw fault.error;
    return intent === 'finish' ? { to: '/done' } : { upload: 'u', pieces, pieceBytes, bytes: file.size };
  };
  const seen: number[] = [];
  const patience = async (tries: number) => {
    if (tries > 4) throw new SendFailed('enough');
  };
  const progress = (bytes: number) => void seen.push(bytes);
  const run = () =>
    sendInPieces<{ to: string }>(file, { talk, progress, patience, declare: { changedAt: '7' } });
  return { said, sizes, seen, run };
}

test('a file goes out in pieces of one size, and the line may break between', async () => {
  const there = house(0, [{ error: new LineLost() }, { error: new LineLost() }]);
  expect(await there.run()).toEqual({ to: '/done' });
  expect(there.said).toEqual(['begin', 'piece', 'piece', 'piece', 'finish']);
  expect(there.sizes).toEqual([pieceBytes, pieceBytes, 10]);
  expect(there.seen.at(-1)).toBe(file.size);
});

test('an answer that was lost costs nothing but asking again, at the end too', async () => {
  const lost = { error: new LineLost(), taken: true };
  const there = house(0, [lost, lost, lost, lost, lost]);
  expect(await there.run()).toEqual({ to: '/done' });
  expect(there.sizes).toEqual([pieceBytes, pieceBytes, 10]);
});

test('what was sent before is not sent again', async () => {
  const there = house(2);
  await there.run();
  expect(there.sizes).toEqual([10]);
});

test('out of step it asks where it stands; without a line it ends in words', async () => {
  const there = house(0, [{ error: new OutOfStep('') }]);
  expect(await there.run()).toEqual({ to: '/done' });
  expect(there.said.filter((one) => one === 'begin')).toHaveLength(2);
  const dead = house(
    0,
    Array.from({ length: 6 }, () => ({ error: new LineLost() })),
  );
  await expect(dead.run()).rejects.toThrow(SendFailed);
  const lost = house(
    0,
    Array.from({ length: 9 }, () => ({ error: new OutOfStep('消えました') })),
  );
  await expect(lost.run()).rejects.toThrow('消えました');
});
