import { expect, test } from 'vitest';
import { seldom, startRounds } from './rounds.server.ts';

test('a city in which it fails keeps it from no other, and stopping waits for what is at hand', async () => {
  const done: string[] = [];
  const failures: unknown[] = [];
  let go = () => {};
  const reached = new Promise<void>((resolve) => {
    go = resolve;
  });
  const runner = startRounds({
    municipalities: async () => ['broken', 'whole'],
    pollMs: 1,
    failed: (error) => failures.push(error),
    async work(municipality) {
      if (municipality === 'broken') throw new Error('no');
      if (done.length === 2) go();
      await new Promise((resolve) => setImmediate(resolve));
      done.push(municipality);
    },
  });
  await reached;
  await runner.stop();
  expect(done.length).toBeGreaterThanOrEqual(3);
  expect(failures.length).toBeGreaterThanOrEqual(3);
  const before = done.length;
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toHaveLength(before);
});

test('what is seldom is answered yes once in its time for each city', () => {
  const due = seldom(60_000);
  expect(['a', 'a', 'b', 'b'].map(due)).toEqual([true, false, true, false]);
});
