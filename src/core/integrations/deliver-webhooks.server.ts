/**
 * Worker: sends what is due. Outside any transaction and beside the outbox's queue, so that a receiver that hangs holds no
 * connection and keeps no document waiting.
 */
import type { BlockList } from 'node:net';
import { type Keyring, sealsOf } from '#platform/crypto.server';
import type { Database } from '#platform/db.server';
import type { Log } from '#platform/log.server';
import { postOut, type Sent } from '#platform/outgoing.server';
import { signatureHeaders } from './signature.server.ts';
import { claimDeliveries, type DueDelivery, settleDelivery, sweepApi, webhookPlace } from './webhooks.sql.ts';

export interface WebhookTools {
  db: Database;
  keyring: Keyring;
  log: Log;
  /** Private networks that may be called. */
  allowed: BlockList;
  /** The only hosts; empty or absent: any. */
  hosts?: readonly string[];
  timeoutMs?: number;
}

/** Seconds before each further attempt: a day and a half in all, then it waits for staff. */
export const retrySeconds = [5, 30, 120, 600, 3600, 3 * 3600, 8 * 3600, 24 * 3600];
const atOnce = 20;

/** One round over one city; gives how many were sent. */
export async function deliverWebhooks(tools: WebhookTools, municipality: string): Promise<number> {
  const { db, keyring } = tools;
  const due = await db.tenant(municipality, 'staff', async (tx) => {
    const rows = await claimDeliveries(tx, atOnce);
    if (rows.length === 0) return [];
    const vault = await sealsOf({ tx, keyring, municipality }, 'staff')();
    return rows.map((row) => ({
      ...row,
      secrets: [row.secret, row.old_secret].flatMap((one) =>
        one === null ? [] : [vault.open(one, webhookPlace(row.endpoint_id))],
      ),
    }));
  });
  await Promise.all(
    due.map(async (row) => {
      const headers = signatureHeaders(row.secrets, { id: row.id, at: new Date(), body: row.body });
      const { allowed, hosts, timeoutMs } = tools;
      const sent = await postOut({ url: row.url, headers, body: row.body, allowed, hosts, timeoutMs });
      await db.tenant(municipality, 'staff', (tx) => settleDelivery(tx, row.id, outcomeOf(row, sent)));
    }),
  );
  return due.length;
}

/** 410 is the receiver's word that it wants no more; everything else is tried again. */
function outcomeOf(row: DueDelivery, sent: Sent): Parameters<typeof settleDelivery>[2] {
  const result = sent.status === undefined ? (sent.ok ? 'ok' : sent.reason) : String(sent.status);
  if (sent.ok) return { state: 'delivered', result, retryIn: null };
  const wait = retrySeconds[row.attempts - 1];
  if (wait === undefined || sent.status === 410) return { state: 'failed', result, retryIn: null };
  // Not all at the same moment when a receiver comes back.
  return { state: 'waiting', result, retryIn: Math.ceil(wait * (0.8 + Math.random() * 0.4)) };
}

const every = 1_000;
const sweepEvery = 3_600_000;

/** Runs until stopped; a failed round is logged and the next one tries again. */
export function startWebhooks(tools: WebhookTools & { municipalities: () => Promise<string[]> }): {
  stop(): Promise<void>;
} {
  let ended = false;
  let swept = 0;
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    const sweep = Date.now() - swept > sweepEvery;
    if (sweep) swept = Date.now();
    for (const municipality of await tools.municipalities()) {
      while (!ended && (await deliverWebhooks(tools, municipality)) === atOnce);
      if (sweep) await tools.db.tenant(municipality, 'staff', sweepApi);
    }
  };
  let busy = false;
  const timer = setInterval(() => {
    if (busy || ended) return;
    busy = true;
    running = round()
      .catch((error) => tools.log.error('webhooks failed', error))
      .finally(() => {
        busy = false;
      });
  }, every);
  timer.unref();
  return {
    async stop() {
      ended = true;
      clearInterval(timer);
      await running;
    },
  };
}
