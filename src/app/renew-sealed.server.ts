/**
 * Seals anew what still lies under an old key, row by row in small batches, while the city works. It keeps no place of
 * its own: the values themselves say what is left, so it may be killed and begun again anywhere.
 */
import { setTimeout as pause } from 'node:timers/promises';
import {
  type DataKeyRow,
  legacyKeyId,
  marksOf,
  retireDataKey,
  sealsOf,
  selectDataKeys,
} from '#platform/crypto.server';
import { takeTime } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { countIn, type KeyTools, noteKeys } from './rotate-keys.server.ts';
import { sealedStores } from './sealed-stores.server.ts';

const day = 24 * 60 * 60_000;

export interface RenewOptions {
  /** Rows in one transaction. */
  batch?: number;
  /** Milliseconds between two, for the others. */
  pauseMs?: number;
  /** Called after each batch. */
  onProgress?: (store: string, renewed: number) => void;
  signal?: AbortSignal;
}

export interface RenewOutcome {
  renewed: number;
  /** Rows that do not open; they keep their key from being retired. */
  broken: number;
  /** Rows that somebody held just then, or that do not open. */
  left: number;
  retired: string[];
}

/** One round over a city. With old keys and nothing left under them, they are retired: their material is deleted. */
export async function renewSealed(
  tools: KeyTools,
  municipality: string,
  options: RenewOptions = {},
): Promise<RenewOutcome> {
  const outcome: RenewOutcome = { renewed: 0, broken: 0, left: 0, retired: [] };
  const keys = await tools.db.tenant(municipality, 'worker', selectDataKeys);
  const old = keys.filter((key) => key.state === 'old');
  if (old.length === 0) return outcome;
  const stores = await sealedStores(tools.db, municipality);
  for (const store of stores) {
    const marks = marksOf(old.filter((key) => key.zone === store.zone).map((key) => key.id));
    if (marks.text.length === 0) continue;
    let after: string | null = null;
    do {
      options.signal?.throwIfAborted();
      const done = await tools.db.tenant(municipality, store.role, async (tx) => {
        await takeTime(tx);
        const vault = await sealsOf({ tx, keyring: tools.keyring, municipality }, store.zone)();
        return store.renew(tx, vault, marks, after, options.batch ?? 100);
      });
      outcome.renewed += done.renewed;
      outcome.broken += done.broken;
      after = done.last;
      options.onProgress?.(store.name, done.renewed);
      if (after !== null) await pause(options.pauseMs ?? 20);
    } while (after !== null);
  }
  for (const key of old) {
    const left = await leftUnder(tools, municipality, key, stores);
    outcome.left += left;
    if (left > 0 || tooYoung(key)) continue;
    await tools.db.tenant(municipality, 'worker', async (tx) => {
      await retireDataKey(tx, key.zone, key.id);
      await noteKeys(tx, 'worker', 'key.retire', [`${key.zone}/${key.id}`]);
    });
    outcome.retired.push(`${key.zone}/${key.id}`);
  }
  return outcome;
}

async function leftUnder(
  tools: KeyTools,
  municipality: string,
  key: DataKeyRow,
  stores: Awaited<ReturnType<typeof sealedStores>>,
): Promise<number> {
  const marks = marksOf([key.id]);
  let left = 0;
  for (const store of stores.filter((one) => one.zone === key.zone))
    left += await countIn(tools, municipality, store, marks);
  return left;
}

/** Processes of the release before may still seal the old way while an upgrade rolls over the machines. */
const tooYoung = (key: DataKeyRow) => key.id === legacyKeyId && Date.now() - key.createdAt.getTime() < day;

const every = 30_000;

/** Looks now and then whether there is something to renew; a failed round is logged and the next one goes on. */
export function startRenewing(tools: KeyTools & { log: Log; municipalities: () => Promise<string[]> }): {
  stop(): Promise<void>;
} {
  const ending = new AbortController();
  const round = async () => {
    for (const municipality of await tools.municipalities()) {
      const done = await renewSealed(tools, municipality, { signal: ending.signal });
      if (done.renewed + done.broken + done.retired.length > 0)
        tools.log.info('sealed values renewed', {
          municipality,
          renewed: done.renewed,
          broken: done.broken,
          left: done.left,
          retired: done.retired.length,
        });
    }
  };
  const ended = (async () => {
    while (!ending.signal.aborted) {
      await round().catch((error) => {
        if (!ending.signal.aborted) tools.log.error('renewing sealed values failed', error);
      });
      await pause(every, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      ending.abort();
      await ended;
    },
  };
}
