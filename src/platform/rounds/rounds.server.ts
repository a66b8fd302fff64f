/** Work that is looked for again and again, one municipality after the other. */
import { setTimeout as pause } from 'node:timers/promises';

export interface Runner {
  /** Waits for what is at hand; the next process goes on behind it. */
  stop(): Promise<void>;
}

interface Rounds {
  municipalities: () => Promise<string[]>;
  pollMs: number;
  work: (municipality: string, signal: AbortSignal) => Promise<void>;
  failed: (error: unknown) => void;
}

/** A city in which it fails does not keep it from the others. */
export function startRounds({ municipalities, pollMs, work, failed }: Rounds): Runner {
  const ending = new AbortController();
  const { signal } = ending;
  const guarded = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await act();
    } catch (error) {
      if (!signal.aborted) failed(error);
      return undefined;
    }
  };
  const ended = (async () => {
    while (!signal.aborted) {
      for (const municipality of (await guarded(municipalities)) ?? []) {
        if (signal.aborted) break;
        await guarded(() => work(municipality, signal));
      }
      await pause(pollMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      ending.abort();
      await ended;
    },
  };
}

/** Yes at first, and then once in this time, for each municipality by itself. */
export function seldom(ms: number): (municipality: string) => boolean {
  const last = new Map<string, number>();
  return (municipality) => {
    if (Date.now() - (last.get(municipality) ?? 0) < ms) return false;
    last.set(municipality, Date.now());
    return true;
  };
}
