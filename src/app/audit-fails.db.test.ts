/** The whole way through the guard: an act whose audit row cannot be written has not happened. */
import './route-matrix.environment.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { href, portalPaths } from '#ui/paths';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { createTestSite, type TestSite } from './testing-site.server.ts';

let city: TestCity;
let site: TestSite;
let folder: string;
let admin: pg.Client;

beforeAll(async () => {
  city = await createTestCity();
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-audit-'));
  site = await createTestSite('portal', city.portal, { filesDir: folder });
  admin = new pg.Client({ connectionString: city.adminUrl });
  await admin.connect();
  await admin.query(`SET search_path TO m${city.code}`);
});
afterAll(async () => {
  await admin?.end();
  await site?.app.close();
  await city?.close();
  await rm(folder, { recursive: true, force: true });
});

test('a failing audit insert fails the act', async () => {
  const begin = () =>
    site.app.inject({
      method: 'POST',
      url: href(portalPaths.start, { procedure: 'school-expense-assistance' }),
      headers: {
        host: 'a.test',
        origin: 'http://a.test',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: '',
    });
  const left = async () =>
    (
      await admin.query(
        'SELECT (SELECT count(*)::integer FROM drafts) AS drafts, (SELECT count(*)::integer FROM portal_sessions) AS sessions',
      )
    ).rows[0];
  await admin.query(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk full'; END $$`,
  );
  await admin.query('CREATE TRIGGER refuse BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION refuse()');
  expect((await begin()).statusCode).toBe(500);
  expect(await left()).toEqual({ drafts: 0, sessions: 0 });
  await admin.query('DROP TRIGGER refuse ON audit');
  expect((await begin()).statusCode).toBeLessThan(400);
  expect(await left()).toEqual({ drafts: 1, sessions: 1 });
});
