/** Issue 3: the OpenAPI 3.1 document is valid by a parser of somebody else's, and the committed client is made from it. */
import { readFileSync } from 'node:fs';
import { validate } from '@readme/openapi-parser';
import { expect, test } from 'vitest';
import { clientFile, currentClient } from '../../scripts/generate/api-client.ts';
import { apiRoutesOf, residentApi, staffApi } from './api.server.ts';

test.each([
  ['staff', staffApi.document],
  ['portal', residentApi.document],
])('the document of the %s side is valid', async (_side, document) => {
  const result = await validate(structuredClone(document) as never);
  expect(result).toMatchObject({ valid: true });
  expect((document as { openapi: string }).openapi).toBe('3.1.0');
});

test('a broken document would be found', async () => {
  const broken = structuredClone(staffApi.document) as {
    paths: Record<string, { get: { responses: unknown } }>;
  };
  broken.paths['/cases']!.get.responses = { 200: {} };
  expect((await validate(broken as never)).valid).toBe(false);
});

test('every route says who may call it, and nothing is declared twice', () => {
  for (const [side, routes] of Object.entries(apiRoutesOf)) {
    expect(new Set(routes.map((route) => route.id)).size).toBe(routes.length);
    expect(new Set(routes.map((route) => `${route.method} ${route.path}`)).size).toBe(routes.length);
    for (const route of routes) {
      if (side === 'portal') expect([route.permission, route.scope]).toEqual(['public', null]);
      else expect(route.scope, route.id).not.toBeNull();
      expect(route.permission === 'public', route.id).toBe(side === 'portal');
    }
  }
});

test('the committed client is the one this document gives', async () => {
  expect(
    readFileSync(clientFile, 'utf8') === (await currentClient()),
    'run node scripts/generate/api-client.ts',
  ).toBe(true);
});
