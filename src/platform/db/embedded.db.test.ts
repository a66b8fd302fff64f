import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbedded } from './embedded.server.ts';
import { whyNot } from './embedded-guard.server.ts';
import { isAlive, withFileLock } from './embedded-lock.server.ts';

let folder: string;
const options = () => ({
  dataDir: path.join(folder, 'pg'),
  password: 'p@ss: wörd',
  durable: true,
  log: () => undefined,
});

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-embedded-'));
  // Under root the server runs as another user, who has to pass.
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function query<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

const postmaster = async () =>
  Number((await readFile(path.join(folder, 'pg/postmaster.pid'), 'utf8')).split('\n')[0]);

/** Starts the server from another process that says "up" and is then killed without a chance to clean up. */
async function startElsewhereAndKill(): Promise<void> {
  const module = fileURLToPath(new URL('./embedded.server.ts', import.meta.url));
  const code = `const { startEmbedded } = await import(${JSON.stringify(module)});
    await startEmbedded({ ...${JSON.stringify(options())}, log: () => {} });
    console.log('up'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((up, failed) => {
    child.stdout.once('data', up);
    child.once('exit', () => failed(new Error('the other process ended early')));
  });
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await gone;
}

test('data survives the death of whoever started the server, and of the server itself', async () => {
  const first = await startEmbedded(options());
  expect(first.reused).toBe(false);
  await query(first.url, "CREATE TABLE kept AS SELECT 'あ' AS word");
  const [facts] = await query(
    first.url,
    `SELECT datlocprovider AS provider, datcollate AS collation, pg_encoding_to_char(encoding) AS encoding,
      current_setting('listen_addresses') AS listen, current_setting('unix_socket_directories') AS sockets,
      current_setting('fsync') AS fsync FROM pg_database WHERE datname = 'postgres'`,
  );
  expect(facts).toEqual({
    provider: 'b',
    collation: 'C.UTF-8',
    encoding: 'UTF8',
    listen: '127.0.0.1',
    sockets: '',
    fsync: 'on',
  });
  await first.stop();
  await expect(query(first.url, 'SELECT 1')).rejects.toThrow();

  await startElsewhereAndKill();
  const orphan = await postmaster();
  expect(isAlive(orphan)).toBe(true);
  const second = await startEmbedded(options());
  expect(second).toMatchObject({ reused: true, port: first.port });
  expect(await query(second.url, 'SELECT word FROM kept')).toEqual([{ word: 'あ' }]);

  process.kill(orphan, 'SIGKILL');
  const third = await startEmbedded(options());
  expect(third).toMatchObject({ reused: false, port: first.port });
  expect(await query(third.url, 'SELECT word FROM kept')).toEqual([{ word: 'あ' }]);
  await third.stop();
});

test('a guarded server that is killed runs again under its address, until it is stopped on purpose', async () => {
  const said: string[] = [];
  const server = await startEmbedded(options());
  server.guard((line) => said.push(line));
  await query(server.url, "CREATE TABLE guarded AS SELECT 'い' AS word");
  for (let time = 1; time <= 2; time++) {
    process.kill(await postmaster(), 'SIGKILL');
    await expect.poll(() => said.length, { timeout: 60_000 }).toBe(2 * time);
    expect(said.at(-1)).toContain('データベースが動き出しました');
    expect(await query(server.url, 'SELECT word FROM guarded')).toEqual([{ word: 'い' }]);
  }
  expect(said[0]).toContain('データベースが止まっています');
  await server.stop();
  await sleep(1_000);
  await expect(query(server.url, 'SELECT 1')).rejects.toThrow();
  expect(said).toHaveLength(4);
});

test('what keeps a server from starting is said to whoever can mend it', () => {
  const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
  for (const told of [full, new Error('log: x\nPANIC:  could not write "a": No space left on device')])
    expect(whyNot(told).ja).toContain('空きがありません');
  expect(whyNot(new Error('could not fsync file: Input/output error')).ja).toContain('書き込みに失敗');
  expect(whyNot(new Error('Port 5432 for the database is in use.')).en).toContain('Port 5432');
});

test('a lock that somebody left empty does not stand for ever, nor does one of the dead', async () => {
  const lock = path.join(folder, 'left.lock');
  for (const left of ['', '4194304-1']) {
    await writeFile(lock, left);
    await utimes(lock, 0, 0);
    expect(await withFileLock(lock, async () => 'in', 2_000)).toBe('in');
  }
});

test('the server stays while another process uses it, and folders with other things in them are refused', async () => {
  const [one, two] = await Promise.all([startEmbedded(options()), startEmbedded(options())]);
  expect(one.port).toBe(two.port);
  expect([one.reused, two.reused].sort()).toEqual([false, true]);
  await one.stop();
  await expect(startEmbedded({ ...options(), dataDir: import.meta.dirname })).rejects.toThrow(
    /neither empty nor/,
  );
});
