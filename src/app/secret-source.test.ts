import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#platform/config.server';
import { databasePasswords, processKeyring, secretOf } from './secret.server.ts';
import { wordsOf } from './secret-source.server.ts';

const [current, older] = ['c'.repeat(40), 'o'.repeat(40)];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-secret-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const file = async (name: string, text: string, mode = 0o600) => {
  const place = path.join(folder, name);
  await writeFile(place, text);
  await chmod(place, mode);
  return place;
};
const secret = (settings: Record<string, string>) =>
  secretOf(readConfig({ MADOGUCHI_MODE: 'production', ...settings }));
const command = (script: string) => JSON.stringify([process.execPath, '-e', script]);

test('the same secret gives the same keys, whether it comes by setting, file or command', async () => {
  const ways = [
    await secret({ MADOGUCHI_SECRET: current, MADOGUCHI_SECRET_OLD: older }),
    await secret({ MADOGUCHI_KEY_FILE: await file('key', `${current}\n${older}\n`) }),
    await secret({
      MADOGUCHI_KEY_COMMAND: command(`console.log("${current}")`),
      MADOGUCHI_SECRET_OLD: older,
    }),
  ];
  for (const way of ways) {
    expect(processKeyring(way).hmacs('x', 'y')).toEqual(processKeyring(ways[0]!).hmacs('x', 'y'));
    expect(databasePasswords(way, 'portal')).toHaveLength(2);
  }
});

test('a command is asked once, without a shell, and what it says is in no message', async () => {
  expect(wordsOf('kms get  "a b"')).toEqual(['kms', 'get', '"a', 'b"']);
  expect(wordsOf('["kms", "a b", "$(x)"]')).toEqual(['kms', 'a b', '$(x)']);
  expect(() => wordsOf('["kms", 1]')).toThrow('MADOGUCHI_KEY_COMMAND');
  const counter = path.join(folder, 'count');
  const config = readConfig({
    MADOGUCHI_KEY_COMMAND: command(
      `require("fs").appendFileSync(${JSON.stringify(counter)}, "x"); console.log("${current}")`,
    ),
  });
  expect(await Promise.all([secretOf(config), secretOf(config)])).toEqual([current, current]);
  const { readFile } = await import('node:fs/promises');
  expect(await readFile(counter, 'utf8')).toBe('x');
  const said = `console.log("${current}"); console.error("PIN 1234"); process.exit(3)`;
  const failed = await secret({ MADOGUCHI_KEY_COMMAND: command(said) }).catch(
    (error: Error) => error.message,
  );
  expect(failed).toContain('exit status 3');
  expect(failed).not.toMatch(/PIN|cccc/);
  await expect(secret({ MADOGUCHI_KEY_COMMAND: '/no/such/program' })).rejects.toThrow('ENOENT');
});

test('what is wrong with a setting is said before anything starts', async () => {
  const wrong = async (settings: Record<string, string>) =>
    secret(settings).then(
      () => 'no error',
      (error: Error) => error.message,
    );
  expect(() => readConfig({ MADOGUCHI_MODE: 'production' })).toThrow('MADOGUCHI_KEY_FILE');
  expect(() => readConfig({ MADOGUCHI_SECRET: current, MADOGUCHI_KEY_FILE: '/x' })).toThrow('one of them');
  expect(await wrong({ MADOGUCHI_KEY_FILE: path.join(folder, 'absent') })).toContain('ENOENT');
  expect(await wrong({ MADOGUCHI_KEY_FILE: await file('open', current, 0o644) })).toContain('chmod 600');
  expect(await wrong({ MADOGUCHI_KEY_FILE: await file('short', 'short') })).toContain('fewer than 32');
  expect(await wrong({ MADOGUCHI_KEY_FILE: await file('empty', ' \n') })).toContain('no secret');
});
