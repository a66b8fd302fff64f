/** Every quarter of an hour: expired sessions, drafts with their files, one-time codes and counters go. */
import type { Database } from '#platform/db.server';
import type { FileStore } from '#platform/files.server';
import type { Log } from '#platform/log.server';
import { selectKeptByStaff, sweepPortal, sweepStaff } from './housekeeping.sql.ts';

const every = 15 * 60_000;

export interface HousekeepingTools {
  db: Database;
  files: FileStore;
  log: Log;
  municipalities: () => Promise<string[]>;
}

/** One round over all cities. A file goes only when no city names its content any more. */
export async function sweep({ db, files, log, municipalities }: HousekeepingTools): Promise<void> {
  const codes = await municipalities();
  for (const municipality of codes) {
    const swept = await sweepPortal(db, municipality);
    const staffSessions = await sweepStaff(db, municipality);
    const kept = new Set(await selectKeptByStaff(db, municipality, swept.files));
    // One store serves all cities, so with several the content may be another one's too: it stays.
    const gone = codes.length === 1 ? swept.files.filter((digest) => !kept.has(digest)) : [];
    for (const digest of gone) await files.remove(digest);
    if (swept.sessions + swept.drafts + swept.codes + staffSessions > 0) {
      const { sessions, drafts, codes: loginCodes } = swept;
      log.info('housekeeping', {
        municipality,
        sessions,
        drafts,
        loginCodes,
        staffSessions,
        files: gone.length,
      });
    }
  }
  await files.sweep();
}

/** Runs now and then regularly; a failed round is logged and the next one tries again. */
export function startHousekeeping(tools: HousekeepingTools): { stop(): void } {
  const round = () => sweep(tools).catch((error) => tools.log.error('housekeeping failed', error));
  void round();
  const timer = setInterval(round, every);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
