import { expect, test } from 'vitest';
import { createHealth } from './health.server.ts';

const coded = (code: string) => Object.assign(new Error('x'), { code });

test('/readyz names a full or failing disk for a minute, although the database answers', async () => {
  let time = 0;
  const health = createHealth(() => time);
  const answer = () => health.answer(async () => true);
  expect(await answer()).toEqual({ status: 200, text: 'ready\n' });
  health.failed(coded('40001'));
  expect((await answer()).text).toBe('ready\n');
  health.failed(new Error('wrapped', { cause: coded('53100') }));
  expect(await answer()).toMatchObject({ status: 200, text: expect.stringContaining('full') });
  time = 30_000;
  health.failed(coded('58030'));
  expect((await answer()).text).toContain('have it examined');
  time = 90_000;
  expect((await answer()).text).toBe('ready\n');
});

test('/readyz says why people should go elsewhere', async () => {
  const health = createHealth();
  const failing = (error: Error) => health.answer(() => Promise.reject(error));
  expect(await failing(coded('57P03'))).toMatchObject({
    status: 503,
    text: expect.stringContaining('starting'),
  });
  expect(await failing(coded('ECONNREFUSED'))).toMatchObject({
    status: 503,
    text: expect.stringContaining('does not answer'),
  });
  expect(await health.answer(async () => false)).toEqual({ status: 503, text: 'not ready\n' });
});
