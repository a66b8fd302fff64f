import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** `pid` plus the start time of that process where the system tells it, so that a reused pid is not mistaken. */
export async function processStamp(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const started = afterName(stat).split(' ')[19];
  return started === undefined ? String(pid) : `${pid}-${started}`;
}

/** A zombie that nobody reaps (containers without an init) counts as dead. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    return !/^Z|^X/.test(afterName(readFileSync(`/proc/${pid}/stat`, 'utf8')));
  } catch {
    return process.platform !== 'linux';
  }
}

/** The fields of /proc/<pid>/stat from the state on; the name before them may hold anything. */
function afterName(stat: string): string {
  return stat.slice(stat.lastIndexOf(')') + 2);
}

/** Whether the process of a stamp still runs, and is not another one under its number. */
export async function stampLives(stamp: string): Promise<boolean> {
  const pid = Number.parseInt(stamp, 10);
  return pid > 0 && isAlive(pid) && (await processStamp(pid)) === stamp;
}

/** Runs `work` while no other process on this machine does the same under this file; a dead holder is passed over. */
export async function withFileLock<T>(file: string, work: () => Promise<T>, waitMs = 180_000): Promise<T> {
  const mine = await processStamp(process.pid);
  const until = Date.now() + waitMs;
  for (;;) {
    try {
      await writeFile(file, mine, { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        // On a full disk the file was made and nothing fits in.
        if ((await readFile(file, 'utf8').catch(() => mine)) === '') await rm(file, { force: true });
        throw error;
      }
      if (await isAbandoned(file)) await rm(file, { force: true });
      else if (Date.now() > until)
        throw new Error(
          `Gave up waiting for ${file}, held by process ${await readFile(file, 'utf8').catch(() => '?')}`,
        );
      else await sleep(50);
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** The holder is dead, or died between making the file and writing into it. */
async function isAbandoned(file: string): Promise<boolean> {
  const holder = await readFile(file, 'utf8').catch(() => null);
  if (holder === null) return false;
  if (holder !== '') return !(await stampLives(holder));
  const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs > 10_000;
}

/** Who uses a thing that lives longer than one process: a directory with one file for each living user. */
export function userRegister(directory: string) {
  const mine = async () => `${directory}/${await processStamp(process.pid)}`;
  return {
    async join(): Promise<void> {
      await mkdir(directory, { recursive: true });
      await writeFile(await mine(), '');
    },
    /** Leaves and says whether somebody else still uses it. */
    async leave(): Promise<{ othersRemain: boolean }> {
      await rm(await mine(), { force: true });
      let othersRemain = false;
      for (const stamp of await readdir(directory).catch(() => [])) {
        if (await stampLives(stamp)) othersRemain = true;
        else await rm(`${directory}/${stamp}`, { force: true });
      }
      return { othersRemain };
    },
  };
}
