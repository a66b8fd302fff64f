/** Every minute: documents whose signature had to wait are tried again, unopened ones go on the dispatch list. */
import { listUnopened } from '#core/dispatch.server';
import { retryWaiting } from '#core/documents.server';
import type { Database } from '#platform/db.server';
import type { Log } from '#platform/log.server';

export interface RoundTools {
  db: Database;
  log: Log;
  municipalities: () => Promise<string[]>;
}

/** One round over all cities. */
export async function documentRound({ db, log, municipalities }: RoundTools): Promise<void> {
  for (const municipality of await municipalities()) {
    const retried = await db.tenant(municipality, 'staff', (tx) => retryWaiting(tx));
    const letters = await db.tenant(municipality, 'staff', (tx) => listUnopened(tx, municipality));
    if (retried + letters > 0) log.info('documents', { municipality, retried, letters });
  }
}

export function startDocumentRounds(tools: RoundTools, everyMs = 60_000): { stop(): void } {
  const round = () => documentRound(tools).catch((error) => tools.log.error('document round failed', error));
  void round();
  const timer = setInterval(() => void round(), everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
