/** What /readyz says: whether people can be sent here, and what somebody has to mend. */
import { troubleOf } from '#platform/db.server';

const said = {
  'disk-full': 'the disk of the database or of the files is full: what people send is refused',
  'disk-failing': 'the disk of the database fails: have it examined',
  away: 'the database does not answer',
} as const;

export interface Health {
  /** Work that failed. A disk that takes no writes still answers questions, so asking alone would not show it. */
  failed(error: unknown): void;
  /** Status and text. Trouble with a disk leaves a site in service: kept pages and the honest page are better than none. */
  answer(ready: () => Promise<boolean>): Promise<{ status: 200 | 503; text: string }>;
}

/** Remembers trouble with disks for so long after it was last met. */
export function createHealth(now: () => number = Date.now, remembered = 60_000): Health {
  let last: { what: keyof typeof said; at: number } | undefined;
  return {
    failed(error) {
      const what = troubleOf(error);
      if (what !== null && what !== 'away') last = { what, at: now() };
    },
    async answer(ready) {
      const recent = last !== undefined && now() - last.at < remembered ? last.what : undefined;
      const lines = recent === undefined ? '' : `${said[recent]}\n`;
      try {
        if (await ready()) return { status: 200, text: `ready\n${lines}` };
        return { status: 503, text: 'not ready\n' };
      } catch (error) {
        const starting = (error as { code?: unknown }).code === '57P03';
        const why = starting ? 'the database is starting or recovering' : said[troubleOf(error) ?? 'away'];
        return { status: 503, text: `not ready\n${why}\n${lines}` };
      }
    },
  };
}
