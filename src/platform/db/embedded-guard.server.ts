/** Whoever started the server for others looks after it: one that ended is started again, with growing pauses. */
import { setTimeout as pause } from 'node:timers/promises';
import { stampLives } from './embedded-lock.server.ts';

const look = 250;
const firstWait = 250;
const longestWait = 30_000;
const calmAfter = 60_000;

export interface Guarded {
  /** Process stamp of the server that runs, or ran. */
  stamp(): string;
  /** Starts it where it was; throws what is in the way. */
  again(): Promise<void>;
  say(line: string): void;
}

/** Gives how to end it; a start under way is waited for. */
export function guardServer({ stamp, again, say }: Guarded): () => Promise<void> {
  const over = new AbortController();
  // Nothing is kept running for the sake of looking.
  const rest = (ms: number) =>
    pause(ms, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
  const round = async () => {
    let since = Date.now();
    let falls = 0;
    while (!over.signal.aborted) {
      await rest(look);
      if (over.signal.aborted || (await stampLives(stamp()))) continue;
      if (Date.now() - since > calmAfter) falls = 0;
      const wait = Math.min(firstWait * 2 ** falls++, longestWait);
      say(
        `データベースが止まっています。${wait / 1000}秒後に始め直します。 / The database is down; starting it again in ${wait / 1000} s.`,
      );
      await rest(wait);
      if (over.signal.aborted) return;
      try {
        await again();
        say('データベースが動き出しました。 / The database is running again.');
      } catch (error) {
        const { ja, en } = whyNot(error);
        say(`${ja} / ${en}`);
      }
      since = Date.now();
    }
  };
  const ended = round();
  return () => {
    over.abort();
    return ended;
  };
}

/** What keeps it from starting, for the person who can mend it. */
export function whyNot(error: unknown): { ja: string; en: string } {
  const told = error instanceof Error ? `${(error as { code?: string }).code ?? ''} ${error.message}` : '';
  if (/ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/.test(told))
    return {
      ja: 'データベースのディスクに空きがありません。空きを作ってください。保存済みのものは失われていません。',
      en: 'The disk of the database is full. Make room; nothing saved is lost.',
    };
  if (/EIO\b|Input\/output error/.test(told))
    return {
      ja: 'データベースのディスクが書き込みに失敗しています。ディスクを調べてください。',
      en: 'The disk of the database fails: have it examined.',
    };
  const last = told.trim().split('\n').at(-1) ?? '';
  return {
    ja: `データベースを使えません（${last}）。DATABASE_URL とデータベースの稼働を確かめてください。`,
    en: `The database cannot be used (${last}): check DATABASE_URL and whether it runs.`,
  };
}
