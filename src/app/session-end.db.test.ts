/** Nothing typed is lost when a session ends by itself while somebody writes; and nothing is shown to whoever sits there then. */
import './route-matrix.environment.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { cookieOf, form, get } from './route-matrix-raw.testing.ts';
import { createTestSite, type TestSite } from './testing-site.server.ts';

let city: TestCity;
let folder: string;
let portal: TestSite;
beforeAll(async () => {
  city = await createTestCity();
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-session-end-'));
  portal = await createTestSite('portal', city.portal, { filesDir: folder });
  await portal.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await portal?.app.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

const query = <T>(text: ReturnType<typeof sql<T>>) =>
  city.portal.tenant(city.code, 'portal', async (tx) => (await text.execute(tx)).rows);

test('a page posted after two idle hours is kept, and leads to number and secret word', async () => {
  const begun = await form(portal, '/procedures/school-expense-assistance/start', {});
  const cookie = `cookie: ${cookieOf(begun)}\r\n`;
  const page = begun.location?.includes('/pages/')
    ? begun.location
    : (await get(portal, begun.location!, cookie)).location!;
  const at = new URL(page, 'http://a.test').pathname;
  const token = /name="_csrf" value="([^"]+)"/.exec((await get(portal, at, cookie)).body)?.[1] ?? '';
  await query(sql`UPDATE portal_sessions SET last_seen_at = now() - interval '121 minutes'`);

  expect((await get(portal, at, cookie)).status).toBe(404);
  expect((await form(portal, at, { 'f1.family': '窓口' }, cookie)).status).toBe(403);
  const kept = await form(
    portal,
    at,
    { _csrf: token, 'f1.family': '窓口', 'f1.given': '花子', _action: 'next' },
    cookie,
  );
  expect(kept.status).toBe(302);
  expect(kept.location).toBe('/resume?kept=1');
  expect(kept.body).not.toContain('窓口');
  const drafts = await query(sql<{ typed: Record<string, string[]> }>`SELECT typed FROM drafts`);
  expect(drafts[0]?.typed['f1.family']).toEqual(['窓口']);
  expect((await get(portal, '/resume?kept=1', cookie)).body).toContain('入力した内容は保存してあります');
  expect((await get(portal, at, cookie)).status).toBe(404);
});
