/** Where the secret comes from: a setting, a file, or what an external command says (a KMS or HSM client). */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Config, ConfigError } from '#platform/config.server';

const commandTimeout = 15_000;
const least = 32;
/** As processes get theirs: made by us, on one line. */
export const forProcesses = 'process:';

const known = new WeakMap<Config, Promise<string>>();

/** Secrets, one a line, the current one first. Asked for once in a process: a command may be slow, or count. */
export function secretOf(config: Config): Promise<string> {
  const found = known.get(config) ?? readSecret(config);
  known.set(config, found);
  return found;
}

async function readSecret(config: Config): Promise<string> {
  const from = await source(config);
  if (from.text.startsWith(forProcesses)) return from.text.trim();
  const secrets = [...linesOf(from.text), ...linesOf(config.MADOGUCHI_SECRET_OLD ?? '')];
  if (secrets.length === 0)
    throw new ConfigError(`  ${from.name}: gives no secret / 鍵が得られませんでした。`);
  for (const secret of secrets)
    if (secret.length < least)
      throw new ConfigError(
        `  ${from.name}: a secret has fewer than ${least} characters / 鍵は${least}文字以上にしてください。`,
      );
  return secrets.join('\n');
}

const linesOf = (text: string) => text.split(/\s+/).filter((line) => line !== '');

async function source(config: Config): Promise<{ name: string; text: string }> {
  if (config.MADOGUCHI_SECRET !== undefined)
    return { name: 'MADOGUCHI_SECRET', text: config.MADOGUCHI_SECRET };
  if (config.MADOGUCHI_KEY_FILE !== undefined)
    return { name: 'MADOGUCHI_KEY_FILE', text: await fromFile(config.MADOGUCHI_KEY_FILE) };
  if (config.MADOGUCHI_KEY_COMMAND !== undefined)
    return { name: 'MADOGUCHI_KEY_COMMAND', text: await fromCommand(config.MADOGUCHI_KEY_COMMAND) };
  return { name: 'secret in the data folder', text: await ownSecret(config) };
}

async function fromFile(file: string): Promise<string> {
  try {
    const { mode } = await stat(file);
    if ((mode & 0o077) !== 0)
      throw new ConfigError(
        `  MADOGUCHI_KEY_FILE: others may read ${file}; run chmod 600 / ほかの利用者が読めます。chmod 600 にしてください。`,
      );
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = (error as { code?: string }).code ?? 'error';
    throw new ConfigError(`  MADOGUCHI_KEY_FILE: cannot read ${file} (${code}) / 鍵のファイルを読めません。`);
  }
}

/** Words of a command: a JSON list, or parted by spaces. No shell: nothing in it is expanded. */
export function wordsOf(command: string): string[] {
  if (!command.trimStart().startsWith('[')) return linesOf(command);
  try {
    const words: unknown = JSON.parse(command);
    if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words;
  } catch {
    // Said below.
  }
  throw new ConfigError('  MADOGUCHI_KEY_COMMAND: is neither words nor a JSON list of words');
}

function fromCommand(command: string): Promise<string> {
  const [program, ...words] = wordsOf(command);
  if (program === undefined) throw new ConfigError('  MADOGUCHI_KEY_COMMAND: is empty');
  return new Promise((resolve, reject) => {
    const options = { timeout: commandTimeout, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 } as const;
    execFile(program, words, { ...options, encoding: 'utf8' }, (error, stdout) => {
      if (error === null) return resolve(stdout);
      // Neither what it wrote nor its words: both may hold what opens the safe.
      const why = error.killed
        ? `no answer within ${commandTimeout / 1000} s`
        : typeof error.code === 'number'
          ? `exit status ${error.code}`
          : String(error.code ?? 'failed');
      reject(
        new ConfigError(
          `  MADOGUCHI_KEY_COMMAND: ${path.basename(program)}: ${why} / 鍵を得る命令が失敗しました。`,
        ),
      );
    });
  });
}

/** Demo: made once and kept in the data folder, readable by its owner only. */
async function ownSecret(config: Config): Promise<string> {
  const file = path.resolve(config.MADOGUCHI_DATA, 'secret');
  await mkdir(path.dirname(file), { recursive: true });
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(`${randomBytes(48).toString('base64url')}\n`);
    await handle.close();
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  return readFile(file, 'utf8');
}
