/** Keeping a content and naming it in a table are two acts; these join them, so that the sweep cannot come between. */
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { lockToName, lockToRemove } from './claim.sql.ts';
import type { FileRules, FileSource, StoredFile } from './model.ts';
import type { CityFiles } from './store.server.ts';

/** Keeps a file that a row written in this transaction will name. A function gives it from its beginning, maybe twice. */
export async function keepFile(
  tx: Tx,
  files: CityFiles,
  source: Uint8Array | (() => FileSource),
  rules: FileRules,
): Promise<Result<StoredFile>> {
  const from = () => (typeof source === 'function' ? source() : source);
  const kept = await files.put(from(), rules);
  if (!kept.ok) return kept;
  await lockToName(tx, kept.value.sha256);
  // The same content may have lain there unnamed and have been swept in this moment; under the lock it stays.
  return (await files.has(kept.value.sha256)) ? kept : files.put(from(), rules);
}

/** For a content kept earlier: a row of this transaction may name it. `notFound` when it was swept meanwhile. */
export async function claimFile(tx: Tx, files: CityFiles, sha256: string): Promise<Result<null>> {
  await lockToName(tx, sha256);
  return (await files.has(sha256)) ? ok(null) : fail('notFound');
}

/** How long a content may lie unnamed: pages being filled in carry theirs for a while before anything names it. */
export const grace = 24 * 3600_000;

export interface OrphanSweep {
  files: CityFiles;
  /** Opens a transaction that holds the lock. */
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Of these contents, those that some table of the municipality names. */
  named: (digests: string[]) => Promise<Set<string>>;
  graceMs?: number;
  now?: () => number;
}

const batch = 500;

/** Removes contents that nobody names and nobody has touched for a while. Gives how many. */
export async function sweepOrphans(sweep: OrphanSweep): Promise<number> {
  const { files, graceMs = grace, now = Date.now } = sweep;
  let removed = 0;
  let old: string[] = [];
  const round = async () => {
    const digests = old;
    old = [];
    const named = await sweep.named(digests);
    for (const sha256 of digests.filter((one) => !named.has(one)))
      if (await removeOne(sweep, sha256)) removed++;
  };
  for await (const { sha256, changedAt } of files.list()) {
    if (now() - changedAt.getTime() < graceMs) continue;
    old.push(sha256);
    if (old.length >= batch) await round();
  }
  await round();
  return removed;
}

function removeOne({ transaction, named, files }: OrphanSweep, sha256: string): Promise<boolean> {
  return transaction(async (tx) => {
    if (!(await lockToRemove(tx, sha256))) return false;
    // Asked again under the lock: whoever named it before has committed by now.
    if ((await named([sha256])).has(sha256)) return false;
    await files.remove(sha256);
    return true;
  });
}
