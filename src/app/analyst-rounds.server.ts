/** Every ten seconds: who of the analysts is connected is noted, and who stays too long is sent away. */
import { watchAnalysts } from '#core/analysis.server';
import type { Database } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { type Runner, startRounds } from '#platform/rounds.server';

interface Tools {
  db: Database;
  log: Log;
  municipalities: () => Promise<string[]>;
}

export function startAnalystRounds({ db, log, municipalities }: Tools, pollMs = 10_000): Runner {
  return startRounds({
    municipalities,
    pollMs,
    failed: (error) => log.error('analysts failed', error),
    async work(municipality) {
      const { came, ended } = await watchAnalysts(db, municipality);
      for (const login of came) log.info('analyst connected', { municipality, login });
      for (const login of ended) log.warn('analyst sent away', { municipality, login });
    },
  });
}
