import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ArchiveDamaged } from '#platform/archive.server';
import { addMunicipality } from '#platform/db.server';
import { createFileStore } from '#platform/files.server';
import fc from '../../../scripts/test/properties.ts';
import {
  auditCheck,
  emptyPlace,
  type Fixture,
  migrations,
  openFixture,
  type Place,
} from './fixture.testing.ts';
import { drillBackup, restoreBackup, walkBackup, writeBackup } from './index.server.ts';

let home: Fixture;
let archive: string;
let made = 0;
const file = (name: string) => path.join(home.folder, `${name}-${++made}`);
const targetOf = (place: Place, files = createFileStore({ dir: file('files') })) => ({
  db: place.db,
  migrateOptions: place.migrateOptions,
  files,
  disposals: [],
  handlers: {},
  numbers: [],
  filesShared: false,
});

beforeAll(async () => {
  home = await openFixture();
  archive = file('archive');
  await writeBackup(
    { db: home.city.admin, municipality: home.city.code, files: home.files.of(home.city.code) },
    archive,
    null,
  );
});
afterAll(() => home?.close());

/** Everything about a schema that people rely on: rights, keys, indexes, triggers, sequences' owners, columns, views. */
const layoutOf = (ask: Fixture['ask'], code: string) =>
  ask(
    `SELECT line FROM (
       SELECT format('%s %s %s', c.relname, x.privilege_type, x.grantee::regrole) AS line
         FROM pg_class c, aclexplode(c.relacl) x WHERE c.relnamespace = $1::regnamespace
       UNION ALL SELECT format('%s.%s %s %s', c.relname, a.attname, x.privilege_type, x.grantee::regrole)
         FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid, aclexplode(a.attacl) x WHERE c.relnamespace = $1::regnamespace
       UNION ALL SELECT format('%s owner %s', relname, relowner::regrole) FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind <> 't'
       UNION ALL SELECT format('%s %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = $1::regnamespace
       UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = $1::regnamespace
       UNION ALL SELECT pg_get_triggerdef(t.oid) || t.tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE c.relnamespace = $1::regnamespace AND NOT t.tgisinternal
       UNION ALL SELECT format('%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), pg_get_expr(d.adbin, d.adrelid))
         FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
         WHERE c.relnamespace = $1::regnamespace AND a.attnum > 0 AND c.relkind IN ('r', 'v')
     ) l ORDER BY line COLLATE "C"`,
    [`m${code}`],
  );

test('a restored city has the same rows, files, rights, keys and triggers, and counts on', async () => {
  const { code } = home.city;
  const place = await emptyPlace(code);
  try {
    const files = createFileStore({ dir: file('files') });
    const restored = await restoreBackup(targetOf(place, files), archive, null);
    expect(restored.files).toMatchObject({ kept: 3, unnamed: 0, missing: [] });
    expect(restored.migrated).toEqual([]);
    for (const digest of home.digests) expect(await files.of(code).verify(digest)).toBe(true);
    const rows = 'SELECT a.*, answers::text FROM applications a ORDER BY id';
    expect(await place.ask(rows)).toEqual(await home.ask(rows));
    expect(await layoutOf(place.ask, code)).toEqual(await layoutOf(home.ask, code));
    const [city] = await place.ask('SELECT name FROM madoguchi.municipalities');
    expect(city).toEqual({ name: '北九州市' });

    // As the roles of the zones, not as administrator.
    await place.db.tenant(code, 'portal', async (tx) => {
      expect((await sql`SELECT FROM applications`.execute(tx)).rows).toHaveLength(40);
    });
    await expect(
      place.db.tenant(code, 'portal', async (tx) => {
        return sql`SELECT FROM cases`.execute(tx);
      }),
    ).rejects.toMatchObject({ code: '42501' });

    const highest = (ask: Fixture['ask']) =>
      ask<{ id: string }>('SELECT max(id) AS id FROM application_events').then((found) =>
        Number(found[0]!.id),
      );
    const before = await highest(home.ask);
    await place.ask(
      `INSERT INTO application_events (application_id, at, kind) SELECT id, now(), 'again' FROM applications LIMIT 1`,
    );
    expect(await highest(place.ask)).toBe(before + 1);
    // A city that is there is not overwritten.
    await expect(restoreBackup(targetOf(place), archive, null)).rejects.toMatchObject({ why: 'occupied' });
  } finally {
    await place.close();
  }
});

test('sessions and one-time codes do not come back', async () => {
  const place = await emptyPlace(home.city.code);
  try {
    expect(await home.ask('SELECT FROM portal_sessions')).toHaveLength(1);
    await restoreBackup(targetOf(place), archive, null);
    expect(await place.ask('SELECT FROM portal_sessions')).toHaveLength(0);
    const [noted] = await place.ask<{ act: string }>('SELECT act FROM audit ORDER BY id DESC LIMIT 1');
    expect(noted?.act).toBe('backup.restore');
  } finally {
    await place.close();
  }
});

test('one snapshot while the city works: what was written together is inside together', async () => {
  const { code } = home.city;
  let stop = false;
  let written = 0;
  const work = (async () => {
    // Alphabetically first and late tables of the archive, always in one transaction.
    while (!stop) {
      written += 1;
      await home.city.admin.tenant(code, 'owner', async (tx) => {
        await sql`INSERT INTO absences SELECT gen_random_uuid(), id, id, now(), now(), id FROM posts LIMIT 1`.execute(
          tx,
        );
        await sql`INSERT INTO verifications (code, kind_title, number, issued_on, issuer, state, state_on)
          VALUES (gen_random_uuid()::text, 'x', 'x', now(), 'x', 'valid', now())`.execute(tx);
      });
    }
  })();
  const busy = file('busy');
  while (written < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  await writeBackup({ db: home.city.admin, municipality: code, files: home.files.of(code) }, busy, null);
  const after = written;
  stop = true;
  await work;
  const { tables } = await walkBackup(busy, null);
  const rowsOf = (name: string) => tables.find((one) => one.name === name)!.rows;
  expect(rowsOf('absences')).toBeGreaterThanOrEqual(20);
  expect(after).toBeGreaterThan(rowsOf('absences'));
  expect(rowsOf('verifications')).toBe(rowsOf('absences'));
});

test('a flipped byte anywhere in the archive is found, and a cut', async () => {
  const whole = readFileSync(archive);
  const changed = file('changed');
  const refused = async (bytes: Buffer) => {
    writeFileSync(changed, bytes);
    await expect(walkBackup(changed, null)).rejects.toBeInstanceOf(ArchiveDamaged);
  };
  const find = (text: string) => whole.indexOf(text);
  // One in every kind of part, then anywhere: head, rows, sums, a content, padding, seal.
  const parts = [
    'head.json',
    'madoguchi-backup-1',
    'takenAt',
    'tables/applications/',
    '改行',
    'tables.json',
    'files/',
    'files.json',
    '"missing"',
    'SHA256',
  ];
  for (const part of parts) {
    const at = find(part);
    expect(at, part).toBeGreaterThan(-1);
    const bytes = Buffer.from(whole);
    bytes[at]! ^= 1;
    await refused(bytes);
  }
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: whole.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, mask) => {
        const bytes = Buffer.from(whole);
        bytes[at]! ^= mask;
        await refused(bytes);
      },
    ),
    { numRuns: 60 },
  );
  for (const length of [0, 600, Math.floor(whole.length / 2), whole.length - 1])
    await refused(whole.subarray(0, length));
});

test('a damaged archive leaves nothing: no schema, no city, no files', async () => {
  const { code } = home.city;
  const place = await emptyPlace(code);
  try {
    const whole = readFileSync(archive);
    const damaged = file('damaged');
    const store = file('files');
    // In the last content: all rows are in by then, and two contents.
    whole[whole.lastIndexOf('files/') + 700]! ^= 1;
    writeFileSync(damaged, whole);
    const target = targetOf(place, createFileStore({ dir: store }));
    await expect(restoreBackup(target, damaged, null)).rejects.toThrow();
    expect(await place.ask('SELECT FROM pg_namespace WHERE nspname = $1', [`m${code}`])).toEqual([]);
    expect(await place.ask('SELECT FROM madoguchi.municipalities')).toEqual([]);
    const left = readdirSync(store, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(left).toEqual([]);
    // And the whole one still goes in.
    await restoreBackup(target, archive, null);
  } finally {
    await place.close();
  }
});

test('a content that rows name and the store has lost does not stop the backup, and is told', async () => {
  const poor = createFileStore({ dir: file('files') });
  const [first, ...others] = home.digests;
  for (const digest of others)
    await poor
      .of(home.city.code)
      .restore(digest, (await unwrapped(digest)).stream as AsyncIterable<Uint8Array>);
  const name = file('poor');
  const written = await writeBackup(
    { db: home.city.admin, municipality: home.city.code, files: poor.of(home.city.code) },
    name,
    null,
  );
  expect(written?.files).toMatchObject({ count: 2, missing: [first] });
});

async function unwrapped(digest: string) {
  const found = await home.files.of(home.city.code).get(digest);
  if (!found.ok) throw new Error('missing');
  return found.value;
}

test('an older layout is brought forward, a newer one and a changed one are refused', async () => {
  const old = file('migrations');
  cpSync(migrations, old, { recursive: true });
  const later = readdirSync(path.join(old, 'municipality'))
    .filter((name) => name >= '0014')
    .sort();
  for (const name of later) rmSync(path.join(old, 'municipality', name));
  const before = await emptyPlace('401005', old);
  const after = await emptyPlace('401005');
  try {
    await addMunicipality(before.migrateOptions, { code: '401005', name: '古い市', hosts: [] });
    await before.ask(
      `INSERT INTO outbox (kind, target, payload) VALUES ('document.render', 'staff', '{}'), ('mail.send', 'outside', '{}')`,
    );
    const name = file('old');
    const files = createFileStore({ dir: file('files') });
    await writeBackup({ db: before.db, municipality: '401005', files: files.of('401005') }, name, null);
    const restored = await restoreBackup(targetOf(after), name, null);
    expect(restored.migrated).toEqual(later);
    expect(restored.outbox).toEqual({ held: 1, waiting: 1, dropped: 0 });

    // The other way round: this archive knows a migration that the old software does not.
    const newer = file('newer');
    await writeBackup({ db: after.db, municipality: '401005', files: files.of('401005') }, newer, null);
    const older = await emptyPlace('401005', old);
    try {
      await expect(restoreBackup(targetOf(older), newer, null)).rejects.toMatchObject({ why: 'newer' });
    } finally {
      await older.close();
    }
    const changed = file('migrations');
    mkdirSync(changed);
    cpSync(migrations, changed, { recursive: true });
    copyFileSync(
      path.join(migrations, 'municipality/0001_create_common.sql'),
      path.join(changed, 'municipality/0004_create_mailbox.sql'),
    );
    await expect(
      restoreBackup(
        { ...targetOf(after), migrateOptions: { ...after.migrateOptions, directory: changed } },
        newer,
        null,
      ),
    ).rejects.toMatchObject({ why: 'different-layout', detail: '0004_create_mailbox.sql' });
  } finally {
    await before.close();
    await after.close();
  }
});

test('the drill compares rows and files, reports its time and leaves nothing', async () => {
  const { city } = home;
  const options = {
    migrateOptions: {
      adminUrl: city.adminUrl,
      directory: migrations,
      passwordOf: () => 'test-only',
    },
    disposals: [],
    handlers: {},
    verifyAudit: auditCheck,
    folder: home.folder,
  };
  const scratch = () =>
    home.ask(`SELECT datname FROM pg_database WHERE datname LIKE 'madoguchi\\_scratch\\_%'`);
  const before = await scratch();
  const drilled = await drillBackup(options, archive, null);
  expect(drilled).toMatchObject({
    equal: true,
    files: { compared: 3, altered: [], missing: [] },
    audit: { ok: true, sealed: 40 },
  });
  expect(drilled.rows).toBeGreaterThan(200);
  expect(drilled.seconds.total).toBeGreaterThan(0);
  expect(await scratch()).toEqual(before);
  expect(readdirSync(home.folder).filter((name) => name.startsWith('madoguchi-drill-'))).toEqual([]);

  // Somebody with all rights altered an audit row before the backup: rows are equal, the tree is not.
  await home.ask(`UPDATE audit SET act = 'nothing' WHERE id = (SELECT min(id) FROM audit)`);
  const forged = file('forged');
  await writeBackup(
    { db: city.admin, municipality: city.code, files: home.files.of(city.code) },
    forged,
    null,
  );
  expect(await drillBackup(options, forged, null)).toMatchObject({ equal: false, audit: { ok: false } });
});

/** Runs the child until it says that it has come far, then kills it as a power cut would. */
async function killedAt(words: string[], meanwhile: () => Promise<void> = async () => undefined) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'child.testing.ts'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString()).toMatch(/^far/);
  await meanwhile();
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('kill -9 during a backup leaves no file under its name, and the next one is not in its way', async () => {
  const { city } = home;
  const name = file('killed');
  await killedAt(['backup', city.adminUrl, city.code, name]);
  expect(readdirSync(home.folder)).not.toContain(path.basename(name));
  const source = { db: city.admin, municipality: city.code, files: home.files.of(city.code) };
  expect(await writeBackup(source, name, null)).not.toBeNull();
});

test('kill -9 during a restore leaves nothing half visible, and it can be run again', async () => {
  const { code } = home.city;
  const place = await emptyPlace(code);
  try {
    const nothing = async () => {
      expect(await place.ask('SELECT FROM pg_namespace WHERE nspname = $1', [`m${code}`])).toEqual([]);
      expect(await place.ask('SELECT FROM madoguchi.municipalities')).toEqual([]);
    };
    await killedAt(['restore', place.adminUrl, code, archive], nothing);
    await nothing();
    expect((await restoreBackup(targetOf(place), archive, null)).files.kept).toBe(3);
  } finally {
    await place.close();
  }
});
