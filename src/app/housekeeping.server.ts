/** Every quarter of an hour: expired sessions, drafts, one-time codes and counters go; once a day contents nobody names. */
import { eraseExpired } from '#core/entries.server';
import { sendDigests, sweepNotices } from '#core/notices.server';
import { graceDays } from '#core/offline';
import { sweepBoxes } from '#core/offline.server';
import { indexOldCases } from '#core/protection.server';
import { remindOfDeadlines, reseatRunning } from '#core/record-process.server';
import { emptyOldMessages, scheduleTerms } from '#core/retention.server';
import { expireUploads } from '#core/uploads.server';
import type { Database } from '#platform/db.server';
import { type FileStore, sweepOrphans } from '#platform/files.server';
import type { Log } from '#platform/log.server';
import { forgetOldDeliveries } from '#platform/mail.server';
import {
  selectNamedByPortal,
  selectNamedByStaff,
  sweepPortal,
  sweepStaff,
  sweepUploads,
} from './housekeeping.sql.ts';

const every = 15 * 60_000;
const day = 24 * 3600_000;

export interface HousekeepingTools {
  db: Database;
  files: FileStore;
  log: Log;
  municipalities: () => Promise<string[]>;
  /** Where links of mails lead; without it no mail of the day is sent. */
  staffOrigin?: string;
}

/** One round over all cities. Rows only: their contents stay until the sweep finds that nobody names them. */
export async function sweep({ db, log, municipalities, staffOrigin }: HousekeepingTools): Promise<void> {
  for (const municipality of await municipalities()) {
    const swept = {
      ...(await sweepPortal(db, municipality)),
      staffSessions: await sweepStaff(db, municipality),
      records: await eraseExpired(db, municipality),
      uploads: await sweepUploads(db, municipality),
      halfSent: await db.tenant(municipality, 'staff', (tx) => expireUploads(tx)),
      offlineBoxes: await sweepBoxes(db, municipality, graceDays),
      // Posts begin and end by their dates, with nobody there to say so.
      reseated: (await reseatRunning({ db, log, municipality, why: '所属・職の変更' })).length,
      notices: await sweepNotices(db, municipality),
      reminders: await remindOfDeadlines({ db, log }, municipality),
      digests: staffOrigin === undefined ? 0 : await sendDigests(db, municipality, staffOrigin),
    };
    await keepTerms(db, municipality);
    // Cases that stood here before the index of persons: they count as protected until they are in it.
    while ((await db.tenant(municipality, 'staff', (tx) => indexOldCases(tx, municipality))) > 0);
    if (Object.values(swept).some((count) => count > 0)) log.info('housekeeping', { municipality, ...swept });
  }
}

/**
 * Contents that no row of either zone names any more and that have lain for a day. Files are kept before their row is
 * committed, and pages being filled in carry some that have no row yet; `keepFile` and `claimFile` hold against the rest.
 */
export async function sweepFiles(
  { db, files, log, municipalities }: HousekeepingTools,
  graceMs?: number,
): Promise<void> {
  for (const municipality of await municipalities()) {
    const removed = await sweepOrphans({
      files: files.of(municipality),
      ...(graceMs === undefined ? {} : { graceMs }),
      transaction: (work) => db.tenant(municipality, 'portal', work),
      named: async (digests) =>
        new Set([
          ...(await db.tenant(municipality, 'portal', (tx) => selectNamedByPortal(tx, digests))),
          ...(await db.tenant(municipality, 'staff', (tx) => selectNamedByStaff(tx, digests))),
        ]),
    });
    if (removed > 0) log.info('files nobody names removed', { municipality, removed });
  }
  await files.sweepIncoming();
}

/** Terms for what closed meanwhile; contents of messages that arrived long ago go. */
async function keepTerms(db: Database, municipality: string): Promise<void> {
  while ((await db.tenant(municipality, 'staff', (tx) => scheduleTerms(tx, municipality))) > 0);
  await db.tenant(municipality, 'worker', async (tx) => {
    await emptyOldMessages(tx);
    await forgetOldDeliveries(tx);
  });
}

/** Runs now and then regularly; a failed round is logged and the next one tries again. */
export function startHousekeeping(tools: HousekeepingTools): { stop(): void } {
  let filesSwept = 0;
  const round = async () => {
    try {
      await sweep(tools);
      if (Date.now() - filesSwept < day) return;
      filesSwept = Date.now();
      await sweepFiles(tools);
    } catch (error) {
      tools.log.error('housekeeping failed', error);
    }
  };
  void round();
  const timer = setInterval(() => void round(), every);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
