/** Memory that is used as a disk, where this system has it and there is room. */
import { statfsSync } from 'node:fs';

const memory = '/dev/shm';

/** Undefined where there is no such place, or less room than a test's data may come to need. */
export function folderInMemory(gigabytes: number): string | undefined {
  const needed = gigabytes * 1024 ** 3;
  try {
    const { bavail, bsize } = statfsSync(memory);
    return Math.min(bavail * bsize, process.availableMemory()) > needed ? memory : undefined;
  } catch {
    return undefined;
  }
}
