import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { startTraces, traced } from './traces.server.ts';

test('spans reach a collector over OTLP, one within the other, and say nothing a person typed', async () => {
  const bodies: string[] = [];
  const collector = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    bodies.push(`${request.url} ${body}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((listening) => collector.listen(0, '127.0.0.1', listening));
  const { port } = collector.address() as { port: number };
  const traces = startTraces('portal', `http://127.0.0.1:${port}/`);
  const failing = traced('request', { method: 'POST' }, () =>
    traced('transaction', {}, async () => {
      throw new Error('canary@example.jp is taken');
    }),
  );
  await expect(failing).rejects.toThrow('is taken');
  await traces.stop();
  collector.close();
  const sent = bodies.join('\n');
  expect(sent).toMatch(/^\/v1\/traces /);
  expect(sent).not.toContain('canary');
  const spans = JSON.parse(sent.slice(sent.indexOf(' '))).resourceSpans[0].scopeSpans[0].spans as {
    name: string;
    spanId: string;
    parentSpanId?: string;
    status: { code: number; message?: string };
  }[];
  const of = (name: string) => spans.find((span) => span.name === name)!;
  expect(of('transaction').parentSpanId).toBe(of('request').spanId);
  expect(of('transaction').status).toEqual({ code: 2, message: 'Error' });
});

test('without a collector work goes on as ever', async () => {
  expect(await traced('request', {}, async () => 7)).toBe(7);
});
