import { expect, test } from 'vitest';
import { createMetrics, serveMetrics } from './metrics.server.ts';

test('answers are counted by area and class of status; a gauge that fails is left out and counted', async () => {
  const metrics = createMetrics('portal');
  metrics.answered({ method: 'GET', area: 'drafts', status: 404 }, 0.004);
  metrics.gauge('madoguchi_waiting', 'x', ['municipality'], async () => [
    { labels: { municipality: '981001' }, value: 7 },
  ]);
  metrics.gauge('madoguchi_broken', 'x', [], () => Promise.reject(new Error('down')));
  const server = await serveMetrics(metrics, '127.0.0.1', 0);
  const { port } = server.address() as { port: number };
  const read = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  await read();
  const text = await read();
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  server.close();
  const line = (name: string) => text.split('\n').find((one) => one.startsWith(`${name}{`)) ?? '';
  expect(line('madoguchi_http_seconds_count')).toMatch(/^(?=.*area="drafts")(?=.*status="4xx").* 1$/);
  expect(line('madoguchi_waiting')).toMatch(/municipality="981001".* 7$/);
  expect(line('madoguchi_metrics_unread_total')).toMatch(/ [12]$/);
});
