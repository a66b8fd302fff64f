/** What an analyst can read: everything the database knows is enumerated, with the login of an analyst. */
import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeAnalysis, openAnalysis, retireApp } from '#core/apps.server';
import type { DefinedField } from '#core/fields';
import { type RecordApp, writeRecord } from '#core/records.server';
import { unwrap } from '#kernel/result';
import { createKeyring, sealsOf } from '#platform/crypto.server';
import { addAnalyst, analystLogin, listAnalysts, removeAnalyst } from '#platform/db.server';
import { type Building, field, openBuilding, withFields } from '../../../scripts/test/building.ts';
import { layAnalysis, watchAnalysts } from './index.server.ts';

const password = 'only-for-this-test-and-long';
const keyring = createKeyring('a secret for tests that is long enough');
const secret = 'カナリア漏';
let house: Building;
let appId: string;
let views: string;
/** Roles belong to the whole server, which other test files share. */
const name = `t${randomBytes(6).toString('hex')}`;
const names: string[] = [];

const labelled = (id: number, type: string, label: string, more: Partial<DefinedField> = {}) =>
  field(id, type, { code: label, label: { ja: label }, ...more });
const choices = [
  { value: 'umbrella', label: { ja: "かさ'折り畳み" }, points: 3 },
  { value: 'purse', label: { ja: '財布' }, points: 5 },
];
const plain = choices.map(({ value, label }) => ({ value, label }));
const fields = [
  labelled(1, 'choice', '種類', { options: { choices: plain } }),
  labelled(2, 'multiple-choice', '印', { options: { choices: plain } }),
  labelled(3, 'score-choice', '傷み', { options: { choices } }),
  labelled(4, 'number', '個数'),
  labelled(5, 'date-time', '拾った日時'),
  labelled(6, 'department', '所管'),
  labelled(7, 'text', '場所の名'),
  labelled(8, 'text', '備考'),
  labelled(9, 'person-name', '届出人'),
  labelled(10, 'number', '年収', { classification: 'personal' }),
  labelled(11, 'text', '番号', { classification: 'sealed' }),
  labelled(12, 'formula', '倍', { options: { formula: '個数 * 2' } }),
  labelled(13, 'formula', '税', { options: { formula: '年収 * 2' } }),
  labelled(14, 'lines', '明細', {
    fields: [labelled(15, 'number', '数'), labelled(16, 'phone', '電話')],
  }),
  labelled(17, 'choice', '評価', { options: { choices: plain } }),
  labelled(18, 'address', '住所'),
  labelled(19, 'created-by', '作った人'),
];

beforeAll(async () => {
  house = await openBuilding();
  views = `m${house.city.code}_analysis`;
  appId = await house.publishNew(fields, {
    work: {
      department: '0301',
      title: ['種類'],
      legalBasis: '条例',
      access: [{ who: [{ everyone: true }], may: ['view', 'edit', 'add', 'manage'] }],
      fieldAccess: [{ fields: ['評価'], read: [{ who: [{ role: 'decide' }] }] }],
    },
  } as never);
  await keep();
});
afterAll(async () => {
  await house.city.admin.shared(async (client) => {
    for (const one of names) await removeAnalyst(client, house.city.code, one);
  });
  await house.close();
});

const city = <T>(role: 'owner' | 'builder', work: (tx: never) => Promise<T>): Promise<T> =>
  house.city.admin.tenant(house.city.code, role, (tx) => work(tx as never));

async function newestApp(): Promise<{ version: number; body: RecordApp }> {
  return city('owner', async (tx) => {
    const { rows } = await sql<{ version: number; body: RecordApp }>`
      SELECT version, body FROM definitions WHERE kind = 'app' AND id = ${appId} ORDER BY version DESC LIMIT 1`.execute(
      tx,
    );
    return rows[0]!;
  });
}

/** A record with the canary wherever something may not be read. */
async function keep(): Promise<string> {
  const { body } = await newestApp();
  const id = randomUUID();
  const answers = {
    1: 'umbrella',
    2: ['umbrella', 'purse'],
    3: 'purse',
    4: '3',
    5: '2026-11-22T09:30:00',
    6: house.actor.departments[0]!,
    7: '門司の駅',
    8: secret,
    9: { kind: 'two', family: secret, given: secret },
    10: '77665544',
    12: '6',
    13: '155331088',
    14: [{ key: 'a', values: { 15: '7', 16: secret } }],
    17: 'purse',
    18: { town: secret },
  };
  await house.city.staff.tenant(house.city.code, 'staff', (tx) =>
    writeRecord(
      tx,
      sealsOf({ tx, keyring, municipality: house.city.code }, 'staff'),
      body,
      id,
      answers as never,
      { kind: 'staff', postId: null, staffId: house.actor.id },
      (record) => sql`WITH ${record} SELECT id FROM record_row`,
    ),
  );
  return id;
}

async function turnOn(texts: string[] = ['7']): Promise<void> {
  const { version } = await newestApp();
  await house.desk(async (desk) => unwrap(await openAnalysis(desk, { appId, version, texts })));
  await house.work();
}

/** With the login that the operator made. */
async function asAnalyst<T>(work: (client: pg.Client) => Promise<T>, login = name): Promise<T> {
  if (!names.includes(login)) {
    const until = new Date(Date.now() + 3600_000);
    const made = await house.city.admin.shared((client) =>
      addAnalyst(client, house.city.code, { name: login, password, until, connections: 3 }),
    );
    expect(made).toBe(true);
    names.push(login);
  }
  const url = new URL(house.city.adminUrl);
  url.username = analystLogin(house.city.code, login);
  url.password = password;
  const client = new pg.Client({ connectionString: url.toString() });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const columnsOf = (client: pg.Client, view: string): Promise<string[]> =>
  client
    .query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      [`${views}."${view}"`],
    )
    .then(({ rows }) => rows.map((row) => row.name));

test('an analyst reads the views of an open app, in words, and no value of any other field', async () => {
  const first = await asAnalyst((client) => columnsOf(client, '試しのアプリ'));
  expect(first).toEqual([]);
  await turnOn();
  await asAnalyst(async (client) => {
    const { rows } = await client.query('SELECT * FROM "試しのアプリ"');
    expect(rows).toEqual([
      {
        レコードID: expect.any(String),
        作成日時: expect.any(Date),
        更新日時: expect.any(Date),
        種類: "かさ'折り畳み",
        印: "かさ'折り畳み、財布",
        傷み: '財布',
        傷みの点: '5',
        個数: '3',
        拾った日時: expect.any(Date),
        所管: expect.stringMatching(/課|係|部|局|室/),
        場所の名: '門司の駅',
        倍: '6',
      },
    ]);
    expect((await client.query(`SELECT "拾った日時"::text AS at FROM "試しのアプリ"`)).rows).toEqual([
      { at: '2026-11-22 09:30:00' },
    ]);
    const lines = await client.query('SELECT * FROM "試しのアプリ_明細"');
    expect(lines.rows).toEqual([{ レコードID: rows[0].レコードID, 行: 1, 数: '7' }]);
    const all = await client.query(
      `SELECT table_name AS name FROM information_schema.views WHERE table_schema = $1`,
      [views],
    );
    for (const one of all.rows) {
      const dump = JSON.stringify((await client.query(`SELECT * FROM ${views}."${one.name}"`)).rows);
      for (const canary of [secret, '77665544', '155331088', '"purse"', house.actor.id!])
        expect(dump.includes(canary), `${one.name} ${canary}`).toBe(false);
    }
  });
});

test('a trashed record is in no view, nor are its lines', async () => {
  const id = await keep();
  const table = `r_${appId.replaceAll('-', '_')}`;
  await city('owner', (tx) =>
    sql`UPDATE ${sql.id(table)} SET deleted_at = now() WHERE id = ${id}`.execute(tx),
  );
  await asAnalyst(async (client) => {
    for (const view of ['試しのアプリ', '試しのアプリ_明細'])
      expect((await client.query(`SELECT FROM "${view}" WHERE "レコードID" = $1`, [id])).rowCount, view).toBe(
        0,
      );
  });
});

test('of everything in the database an analyst may use these views and nothing else', async () => {
  await asAnalyst(async (client) => {
    const outside = `n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%'`;
    const relations = await client.query(`
      SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f', 'S') AND ${outside} AND CASE WHEN c.relkind = 'S'
        THEN has_sequence_privilege(c.oid, 'USAGE, SELECT, UPDATE')
        ELSE has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT') END ORDER BY 1`);
    expect(relations.rows.map((row) => row.name)).toEqual([
      `${views}.試しのアプリ`,
      `${views}.試しのアプリ_明細`,
    ]);
    const changed = await client.query(`
      SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f') AND n.nspname NOT LIKE 'pg\\_toast%'
        AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
        -- Its rows are the session's own settings.
        AND c.oid <> 'pg_settings'::regclass`);
    expect(changed.rows).toEqual([]);
    const functions = await client.query(`
      SELECT p.oid::regprocedure::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE ${outside} AND has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE')`);
    expect(functions.rows).toEqual([]);
    const schemas = await client.query(`
      SELECT n.nspname AS name, has_schema_privilege(n.oid, 'CREATE') AS creates FROM pg_namespace n
      WHERE ${outside} AND has_schema_privilege(n.oid, 'USAGE') ORDER BY 1`);
    expect(schemas.rows).toEqual([
      { name: views, creates: false },
      { name: 'public', creates: false },
    ]);
  });
});

test('nothing can be written, no other role be taken, no file be touched', async () => {
  await asAnalyst(async (client) => {
    await client.query('SET default_transaction_read_only = off');
    const refused = async (statement: string) =>
      expect(
        await client.query(statement).then(
          () => 'done',
          (error: { code?: string }) => error.code,
        ),
        statement,
      ).toMatch(/^(42501|55000)$/);
    const roles = await client.query<{ name: string }>(
      `SELECT rolname AS name FROM pg_roles WHERE NOT pg_has_role(oid, 'MEMBER')`,
    );
    expect(roles.rows.length).toBeGreaterThan(10);
    for (const role of roles.rows) await refused(`SET ROLE "${role.name}"`);
    const own = await client.query<{ name: string }>(
      `SELECT rolname AS name FROM pg_roles WHERE pg_has_role(oid, 'MEMBER') ORDER BY 1`,
    );
    expect(own.rows.map((row) => row.name)).toEqual([
      `m${house.city.code}_analyst`,
      analystLogin(house.city.code, name),
    ]);
    for (const statement of [
      `INSERT INTO "試しのアプリ" ("個数") VALUES (1)`,
      `UPDATE "試しのアプリ" SET "個数" = 1`,
      `DELETE FROM "試しのアプリ_明細"`,
      'CREATE TEMPORARY TABLE kept (a integer)',
      'CREATE TABLE public.kept (a integer)',
      `CREATE TABLE ${views}.kept (a integer)`,
      `CREATE VIEW ${views}.kept AS SELECT 1`,
      `DROP VIEW "試しのアプリ"`,
      `COMMENT ON VIEW "試しのアプリ" IS 'x'`,
      'CREATE SCHEMA kept',
      'CREATE ROLE kept',
      `ALTER ROLE CURRENT_USER CONNECTION LIMIT 100`,
      `ALTER ROLE CURRENT_USER VALID UNTIL 'infinity'`,
      `SET SESSION AUTHORIZATION madoguchi_staff`,
      `COPY "試しのアプリ_明細" TO '/tmp/kept'`,
      `COPY (SELECT 1) TO PROGRAM 'cat'`,
      `SELECT pg_read_file('PG_VERSION')`,
      `SELECT lo_import('/etc/passwd')`,
      `SELECT * FROM m${house.city.code}.${`r_${appId.replaceAll('-', '_')}`}`,
      `SELECT * FROM m${house.city.code}.app_analysis`,
      `SELECT * FROM m${house.city.other}.staff`,
      `SELECT m${house.city.code}.formula_date('2026-01-01')`,
      'SELECT * FROM madoguchi.municipalities',
    ])
      await refused(statement);
  });
});

test('the catalogue tells an analyst no value and no statement of anybody else', async () => {
  await asAnalyst(async (client) => {
    for (const hidden of [
      'pg_authid',
      'pg_statistic',
      'pg_statistic_ext_data',
      'pg_user_mapping',
      'pg_largeobject',
      'pg_hba_file_rules',
      'pg_file_settings',
      'pg_subscription',
    ])
      await expect(client.query(`SELECT * FROM pg_catalog.${hidden}`), hidden).rejects.toMatchObject({
        code: '42501',
      });
    const stats = await client.query(`SELECT schemaname, tablename FROM pg_stats WHERE schemaname LIKE 'm%'`);
    expect(stats.rows).toEqual([]);
    const shown = await client.query(
      `SELECT count(*)::integer AS n FROM pg_sequences WHERE last_value IS NOT NULL`,
    );
    expect(shown.rows).toEqual([{ n: 0 }]);
    // Somebody else's statement with a value in it, running at this moment.
    const other = await house.city.admin.pool.connect();
    try {
      await other.query(`SELECT '${secret}'`);
      const { rows } = await client.query(
        'SELECT query FROM pg_stat_activity WHERE usesysid IS NOT NULL AND usename <> current_user',
      );
      expect(rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows)).not.toContain(secret);
    } finally {
      other.release();
    }
    // Nothing of a hidden row or column reaches a condition of the analyst: errors would quote it.
    await client.query(`EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM "試しのアプリ" WHERE "個数" > 0`);
  });
});

test('views follow the app: renamed, added, retired, made personal, in the transaction that publishes', async () => {
  const change = async (edit: (all: DefinedField[]) => DefinedField[]) => {
    await house.change(appId, (body) => withFields(body, edit(body.fields as DefinedField[])));
    await house.work();
    return asAnalyst((client) => columnsOf(client, '試しのアプリ'));
  };
  const shown = await change((all) =>
    all
      .filter((one) => one.id !== 2)
      .map((one) => (one.id === 4 ? { ...one, label: { ja: '数量' } } : one))
      .concat(labelled(30, 'yes-no', '返した'), labelled(31, 'text', '新しい文')),
  );
  expect(shown).toEqual(
    'レコードID 作成日時 更新日時 種類 傷み 傷みの点 数量 拾った日時 所管 場所の名 倍 返した'.split(' '),
  );
  const closed = await change((all) =>
    all.map((one) => (one.id === 4 ? { ...one, classification: 'personal' as const } : one)),
  );
  expect(closed.filter((one) => one === '数量' || one === '倍')).toEqual([]);
  // A pack or a restore may leave them behind: the worker's round makes them again.
  await city('builder', (tx) => sql`DROP VIEW ${sql.id(views, '試しのアプリ')}`.execute(tx));
  expect(await city('builder', (tx) => layAnalysis(tx))).toEqual({ made: 1, dropped: 0 });
  expect(await city('builder', (tx) => layAnalysis(tx))).toEqual({ made: 0, dropped: 0 });
});

test('turning off and retiring hold at once, before the worker takes the views away', async () => {
  const count = () =>
    asAnalyst(async (client) => (await client.query('SELECT FROM "試しのアプリ"')).rowCount ?? 0);
  expect(await count()).toBeGreaterThan(0);
  await house.desk(async (desk) => unwrap(await closeAnalysis(desk, appId)));
  expect(await count()).toBe(0);
  await house.work();
  expect(await asAnalyst((client) => columnsOf(client, '試しのアプリ'))).toEqual([]);
  await turnOn();
  expect(await count()).toBeGreaterThan(0);
  await house.desk(async (desk) => unwrap(await retireApp(desk, { appId, reason: '' })));
  expect(await count()).toBe(0);
  expect(await city('builder', (tx) => layAnalysis(tx))).toMatchObject({ dropped: 2 });
});

test('what nobody looked at is not opened, nor a text that is none, nor by somebody who does not manage it', async () => {
  const { version } = await newestApp();
  const tried = async (input: object, who = house.actor) =>
    house.desk(async (desk) => {
      const done = await openAnalysis(desk, { appId, version, texts: [], ...input });
      return done.ok ? 'ok' : done.error.code;
    }, who);
  expect(await tried({ version: version - 1 })).toBe('conflict');
  expect(await tried({ texts: ['9'] })).toBe('invalid');
  expect(await tried({}, { ...house.actor, post: null, postId: null } as never)).toBe('notFound');
});

test('sessions are noted in the audit, and who is past the end or stays in a transaction is sent away', async () => {
  await asAnalyst(async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT 1');
    const login = analystLogin(house.city.code, name);
    const mine = ({ came, ended }: { came: string[]; ended: string[] }) => [
      came.includes(login),
      ended.includes(login),
    ];
    expect(mine(await watchAnalysts(house.city.worker, house.city.code))).toEqual([true, false]);
    expect(mine(await watchAnalysts(house.city.worker, house.city.code))).toEqual([false, false]);
    const gone = new Promise((resolve) => client.once('end', resolve));
    expect(mine(await watchAnalysts(house.city.worker, house.city.code, '0 seconds'))).toEqual([false, true]);
    await gone;
    const acts = await city('owner', (tx) =>
      sql<{ act: string }>`SELECT act FROM audit WHERE ids @> ARRAY[${login}] ORDER BY id`.execute(tx),
    );
    expect(acts.rows.map((row) => row.act).slice(-2)).toEqual(['analyst.session', 'analyst.session.end']);
  });
});

test('an administrator who is no superuser makes, lists and removes analysts', async () => {
  const admin = `a${randomBytes(6).toString('hex')}`;
  const owner = `m${house.city.code}_owner`;
  const group = `m${house.city.code}_analyst`;
  const root = await house.city.admin.pool.connect();
  const database = new URL(house.city.adminUrl).pathname.slice(1);
  try {
    await root.query(`CREATE ROLE ${admin} LOGIN CREATEROLE PASSWORD '${password}'`);
    await root.query(`GRANT ${group} TO ${admin} WITH ADMIN OPTION`);
    await root.query(`GRANT ${owner} TO ${admin}`);
    await root.query(`GRANT ALL ON DATABASE ${database} TO ${admin} WITH GRANT OPTION`);
    const url = new URL(house.city.adminUrl);
    url.username = admin;
    url.password = password;
    const pool = new pg.Pool({ connectionString: url.toString(), max: 1 });
    try {
      const client = await pool.connect();
      const until = new Date(Date.now() + 3600_000);
      const one = `${name}b`;
      expect(await addAnalyst(client, house.city.code, { name: one, password, until, connections: 1 })).toBe(
        true,
      );
      names.push(one);
      expect(await addAnalyst(client, house.city.code, { name: one, password, until, connections: 1 })).toBe(
        false,
      );
      expect((await listAnalysts(client, house.city.code)).find((each) => each.name === one)).toMatchObject({
        connections: 1,
        until,
      });
      const gone = asAnalyst(async (reader) => {
        const ended = new Promise((resolve) => reader.once('end', resolve));
        expect(await removeAnalyst(client, house.city.code, one)).toBe(true);
        await ended;
      }, one);
      await gone;
      names.splice(names.indexOf(one), 1);
      client.release();
    } finally {
      await pool.end();
    }
  } finally {
    await root.query(`DROP OWNED BY ${admin}`);
    await root.query(`DROP ROLE ${admin}`);
    root.release();
  }
});
