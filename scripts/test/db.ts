/** For *.db.test.ts: a database of one's own in about 20 ms, copied from the template at the current layout. */
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { whenLeft } from './admin.ts';

export { testMunicipalities, testPassword } from './database.ts';

export interface TestDatabase {
  name: string;
  /** Superuser. What is under test connects through `zoneUrl(adminUrl, zone, testPassword)`. */
  adminUrl: string;
  drop(): Promise<void>;
}

export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('testServer');
  const name = `madoguchi_test_${Math.floor(Date.now() / 1000)}_${randomBytes(6).toString('hex')}`;
  await whenLeft(server.adminUrl, `CREATE DATABASE ${name} TEMPLATE ${server.template} STRATEGY FILE_COPY`);
  const url = new URL(server.adminUrl);
  url.pathname = `/${name}`;
  return {
    name,
    adminUrl: url.toString(),
    drop: () => whenLeft(server.adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}
