/**
 * Carries outbox rows to their handlers through graphile-worker. The outbox is the truth; the job
 * is only a nudge, so a lost job is made again and a doubled one finds the row delivered.
 */
import { Logger, type Runner, run } from 'graphile-worker';
import { type Connection, type Database, roleOf, type TenantRole, type Tx } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { traced } from '#platform/traces.server';
import {
  actAs,
  lockMessage,
  markDelivered,
  markFailed,
  markFollowers,
  type OutboxRow,
  takeUnrelayed,
} from './outbox.sql.ts';
import { patientPool } from './patient-pool.server.ts';
import { releaseJobs } from './queue.sql.ts';

export interface Deliver {
  municipality: string;
  message: OutboxRow;
  tx: Tx;
}
/**
 * By message kind. Runs in the transaction that marks the row delivered, in the role `zone`. `lines`: of a kind that waits
 * for somebody outside, how many at once; without it a mail server that hangs would in the end hold every hand there is.
 */
export type Handlers = Record<
  string,
  { zone: Exclude<TenantRole, 'owner'>; handle: (deliver: Deliver) => Promise<void>; lines?: number }
>;

export interface RelayOptions {
  db: Database;
  handlers: Handlers;
  log: Log;
  municipalities: () => Promise<string[]>;
  /** Messages delivered at once; more than all `lines` together. */
  concurrency?: number;
}

interface Job {
  municipality: string;
  id: string;
}

/**
 * A hand that cannot say how its job ended, because the database went away in that moment, gives up; without this all others
 * would be sent home with it, and nothing were delivered any more. Its job is made again by the outbox.
 */
const replaceFallenHands: GraphileConfig.Plugin = {
  name: 'replace-fallen-hands',
  version: '1.0.0',
  worker: {
    middleware: {
      poolWorkerPrematureExit: (_next, event) => event.replaceWithNewWorker(),
    },
  },
};

/** No message takes longer: statements and calls outside end before. */
const longestSeconds = 300;

export async function startRelay(options: RelayOptions): Promise<{ stop(): Promise<void>; kick(): void }> {
  const { db, log } = options;
  const patient = patientPool(db);
  const runner: Runner = await run({
    pgPool: patient.pool,
    concurrency: options.concurrency ?? 8,
    noHandleSignals: true,
    pollInterval: 2_000,
    taskList: { deliver: (payload) => deliverOne(options, payload as Job) },
    // What matters is logged by our own handlers; its lines would not be structured.
    logger: new Logger(() => () => {}),
    crontab: '',
    preset: { plugins: [replaceFallenHands] },
  });

  let wanted = false;
  let running = false;
  async function relayAll(): Promise<void> {
    if (running) {
      wanted = true;
      return;
    }
    running = true;
    try {
      do {
        wanted = false;
        for (const municipality of await options.municipalities()) {
          const rows = await db.tenant(municipality, 'worker', (tx) => takeUnrelayed(tx, 200));
          for (const row of rows) {
            await runner.addJob(
              'deliver',
              { municipality, id: row.id },
              { jobKey: `${municipality}:${row.id}`, maxAttempts: 12, ...lineOf(options.handlers, row) },
            );
          }
          if (rows.length === 200) wanted = true;
        }
      } while (wanted);
    } catch (error) {
      log.error('relay failed', error);
    } finally {
      running = false;
    }
  }

  const listener = createListener(db, () => void relayAll(), log);
  let released = 0;
  /** After a start, and after the database was away, what others held is nobody's; meanwhile only what is held for too long. */
  const release = async (lost: boolean) => {
    if (!lost && Date.now() - released < 60_000) return;
    released = Date.now();
    await releaseJobs(db, lost ? 0 : longestSeconds).catch((error) => log.error('jobs not released', error));
  };
  const round = async () => {
    await release(await listener.listen());
    await relayAll();
  };
  const poll = setInterval(() => void round(), 2_000);
  await round();
  return {
    kick: () => void relayAll(),
    async stop() {
      clearInterval(poll);
      listener.stop();
      patient.impatient();
      await runner.stop();
    },
  };
}

/** Jobs of one queue run one after the other. */
function lineOf(handlers: Handlers, { kind, id }: { kind: string; id: string }): { queueName?: string } {
  const lines = handlers[kind]?.lines;
  return lines === undefined ? {} : { queueName: `${kind}:${BigInt(id) % BigInt(lines)}` };
}

/**
 * Delivers everything that waits, here and now, in order, until nothing is left. For seeding and tests: no queue,
 * the same handlers and transactions as the worker. Gives how many were delivered; a failing handler throws.
 */
export async function deliverAll(
  options: Pick<RelayOptions, 'db' | 'handlers'>,
  municipality: string,
): Promise<number> {
  let delivered = 0;
  for (;;) {
    const rows = await options.db.tenant(municipality, 'worker', (tx) => takeUnrelayed(tx, 200));
    if (rows.length === 0) return delivered;
    for (const row of rows) await deliverOne(options, { municipality, id: row.id });
    delivered += rows.length;
  }
}

async function deliverOne(options: Pick<RelayOptions, 'db' | 'handlers'>, job: Job): Promise<void> {
  const { db, handlers } = options;
  try {
    await db.tenant(job.municipality, 'worker', async (tx) => {
      const message = await lockMessage(tx, job.id);
      if (message === null || message.delivered) return;
      const handler = handlers[message.kind];
      if (handler === undefined) throw new Error(`no handler for ${message.kind}`);
      // Marked first: inside one transaction the order does not matter, and the role changes below.
      await markDelivered(tx, message.id);
      if (message.afterRestore) await markFollowers(tx);
      await actAs(tx, roleOf(job.municipality, handler.zone));
      await traced('deliver', { kind: message.kind }, () =>
        handler.handle({ municipality: job.municipality, message, tx }),
      );
    });
  } catch (error) {
    await db.tenant(job.municipality, 'worker', (tx) => markFailed(tx, job.id, errorName(error)));
    throw error;
  }
}

function errorName(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown';
}

/** Hears of new messages at once. Its connection is made again by `listen` when it was lost; the poll carries on meanwhile. */
function createListener(db: Database, onNotice: () => void, log: Log) {
  let client: Connection | undefined;
  const drop = () => {
    client?.release(true);
    client = undefined;
  };
  return {
    /** True when it had to be connected. */
    async listen(): Promise<boolean> {
      if (client !== undefined) return false;
      try {
        const own = await db.pool.connect();
        client = own;
        own.on('notification', onNotice);
        own.on('error', (error) => {
          log.error('outbox listener lost', error);
          if (client === own) drop();
        });
        await own.query('LISTEN madoguchi_outbox');
        return true;
      } catch (error) {
        log.error('outbox listener not connected', error);
        drop();
        return false;
      }
    },
    stop: drop,
  };
}
