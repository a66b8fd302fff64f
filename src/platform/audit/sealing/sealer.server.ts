/**
 * The worker's loop: about every second each municipality's new rows are sealed and the new head goes to every anchor that is
 * due. What fails is tried again, later each time, is logged and shown; acts are never held up by it.
 */
import type { Database } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { type AnchorSink, anchor, newestHead } from './anchor.server.ts';
import { openHead } from './head.server.ts';
import { selectLastHead } from './leaves.sql.ts';
import type { Signer } from './note.server.ts';
import { seal, TreeBroken } from './seal.server.ts';
import { noteDone, noteFailed, selectState } from './state.sql.ts';

export interface SealerTools {
  db: Database;
  signerOf: (municipality: string) => Signer;
  sinks: AnchorSink[];
  log: Log;
  municipalities: () => Promise<string[]>;
  /** Milliseconds between rounds. */
  every?: number;
}

/** What is remembered of one municipality between rounds; only to save work, the truth is in the tables. */
interface Memory {
  signer: Signer;
  compared: boolean;
  waits: Map<string, { until: number; failures: number }>;
  sizes: Map<string, number>;
}

export function createSealer(tools: SealerTools): { round(): Promise<void> } {
  const memories = new Map<string, Memory>();
  return {
    async round() {
      for (const municipality of await tools.municipalities()) {
        const memory = memories.get(municipality) ?? {
          signer: tools.signerOf(municipality),
          compared: false,
          waits: new Map(),
          sizes: new Map(),
        };
        memories.set(municipality, memory);
        await oneCity(tools, municipality, memory);
      }
    },
  };
}

async function oneCity(tools: SealerTools, municipality: string, memory: Memory): Promise<void> {
  const { db, sinks } = tools;
  const sealed = await attempt(tools, municipality, memory, 'sealing', async () => {
    if (!memory.compared) await compareWithAnchors(tools, municipality, memory.signer);
    memory.compared = true;
    await seal(db, municipality, memory.signer);
    const head = await db.tenant(municipality, 'worker', (tx) => selectLastHead(tx));
    return head === null ? 0 : Number(head.size);
  });
  if (sealed === null) return;
  for (const sink of sinks) {
    const known = memory.sizes.get(sink.name) ?? (await sizeOf(db, municipality, sink.name));
    memory.sizes.set(sink.name, known);
    if (known >= sealed) continue;
    const size = await attempt(tools, municipality, memory, sink.name, () =>
      anchor(db, municipality, memory.signer, sink, known),
    );
    if (size === null) continue;
    memory.sizes.set(sink.name, size);
    memory.waits.set(sink.name, { until: Date.now() + sink.every * 1000 - 200, failures: 0 });
  }
}

/** Does the work unless it is too early, and writes down how it went. Null: not done. */
async function attempt(
  { db, log }: SealerTools,
  municipality: string,
  memory: Memory,
  part: string,
  work: () => Promise<number>,
): Promise<number | null> {
  const wait = memory.waits.get(part);
  if (wait !== undefined && Date.now() < wait.until) return null;
  try {
    const size = await work();
    if (memory.sizes.get(part) !== size || (wait?.failures ?? 0) > 0)
      await db.tenant(municipality, 'worker', (tx) => noteDone(tx, part, size));
    memory.sizes.set(part, size);
    memory.waits.delete(part);
    return size;
  } catch (error) {
    if (part === 'sealing') {
      // Whatever mends it happens outside this process: look again at everything.
      memory.compared = false;
      memory.sizes.clear();
    }
    const failures = (wait?.failures ?? 0) + 1;
    // At most five minutes: an anchor that is back is used again soon.
    memory.waits.set(part, { until: Date.now() + Math.min(2 ** failures, 300) * 1000, failures });
    log.error(part === 'sealing' ? 'audit sealing failed' : 'audit anchor failed', error, {
      municipality,
      part,
      failures,
    });
    await db
      .tenant(municipality, 'worker', (tx) => noteFailed(tx, part, codeOf(error)))
      .catch((again) => log.error('audit state not written', again, { municipality }));
    return null;
  }
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code.slice(0, 40) : error instanceof Error ? error.name : 'unknown';
}

async function sizeOf(db: Database, municipality: string, sink: string): Promise<number> {
  const state = await db.tenant(municipality, 'worker', (tx) => selectState(tx));
  return state.find((one) => one.part === sink)?.size ?? 0;
}

/**
 * Once after starting: a database that has less than was anchored, or something else, was altered or put back. Sealing on
 * would cover that up with our signature. `madoguchi audit verify` names what is gone, `audit resume` goes on (ADR 25).
 */
async function compareWithAnchors(tools: SealerTools, municipality: string, signer: Signer): Promise<void> {
  for (const sink of tools.sinks) {
    const last = await newestHead(sink, municipality, signer).catch((error) => {
      tools.log.error('audit anchor not readable', error, { municipality, part: sink.name });
      return null;
    });
    if (last === null || last.size === 0) continue;
    const own = await tools.db.tenant(municipality, 'worker', (tx) => selectLastHead(tx, last.size));
    if (own === null || openHead(signer, own.note)?.root !== last.root) throw new TreeBroken('behind-anchor');
  }
}

/** Runs rounds until stopped; a round under way is waited for. */
export function startSealer(tools: SealerTools): { stop(): Promise<void> } {
  const sealer = createSealer(tools);
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running = Promise.resolve();
  const next = () => {
    running = sealer
      .round()
      .catch((error) => tools.log.error('audit sealing failed', error))
      .then(() => {
        if (!stopped) timer = setTimeout(next, tools.every ?? 1_000);
      });
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
