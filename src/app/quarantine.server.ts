/** Looks again at what could not be looked at when it came, until the scanner has spoken; then opens it or refuses it. */
import { selectWaitingUploads, settleUpload } from '#core/applications.server';
import { selectWaitingFiles, settleFile } from '#core/cases.server';
import type { Database, Tx, Zone } from '#platform/db.server';
import type { FileStore } from '#platform/files.server';
import type { Log } from '#platform/log.server';

const every = 20_000;
const atOnce = 100;

export interface QuarantineTools {
  db: Database;
  files: FileStore;
  log: Log;
  municipalities: () => Promise<string[]>;
}

type Settle = (tx: Tx, sha256: string, scan: 'clean' | 'infected' | 'none') => Promise<void>;

/** One round; gives how many contents were settled. Ends early when the scanner does not answer. */
export async function lookAgain({ db, files, log, municipalities }: QuarantineTools): Promise<number> {
  let settled = 0;
  for (const municipality of await municipalities()) {
    const zones: [Zone, (tx: Tx, most: number) => Promise<string[]>, Settle][] = [
      ['portal', selectWaitingUploads, settleUpload],
      ['staff', selectWaitingFiles, (tx, sha256, scan) => settleFile(tx, municipality, sha256, scan)],
    ];
    // Each zone knows its own rows only; the same content is looked at once.
    const verdicts = new Map<string, 'clean' | 'infected' | 'none'>();
    for (const [zone, select, settle] of zones) {
      for (const sha256 of await db.tenant(municipality, zone, (tx) => select(tx, atOnce))) {
        const verdict = verdicts.get(sha256) ?? (await files.of(municipality).scan(sha256));
        if (verdict === 'waiting') continue;
        verdicts.set(sha256, verdict);
        await db.tenant(municipality, zone, (tx) => settle(tx, sha256, verdict));
        if (verdict === 'infected') log.warn('infected file refused', { municipality, zone });
        settled++;
      }
    }
  }
  return settled;
}

/** Runs now and then regularly; a failed round is logged and the next one tries again. */
export function startQuarantine(tools: QuarantineTools): { stop(): void } {
  let running = false;
  const round = async () => {
    if (running) return;
    running = true;
    await lookAgain(tools).catch((error) => tools.log.error('quarantine failed', error));
    running = false;
  };
  void round();
  const timer = setInterval(() => void round(), every);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
