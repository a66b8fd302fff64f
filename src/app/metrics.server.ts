/** Which process counts what, and where it can be read. Off unless METRICS_PORT is set. */
import { selectOpenSessions } from '#core/analysis.server';
import type { Config } from '#platform/config.server';
import type { Database } from '#platform/db.server';
import { createMetrics, type Metrics, type Reading, serveMetrics } from '#platform/metrics.server';
import { selectBacklog } from '#platform/outbox.server';

/** METRICS_PORT is the portal's; the others follow. */
const offsets = { portal: 0, staff: 1, worker: 2 } as const;

export async function startMetrics(
  process: keyof typeof offsets,
  config: Config,
  db: Database,
): Promise<Metrics | undefined> {
  if (config.METRICS_PORT === undefined) return undefined;
  const metrics = createMetrics(process);
  metrics.gauge('madoguchi_db_connections', 'Connections of the pool', ['state'], () => [
    { labels: { state: 'all' }, value: db.pool.totalCount },
    { labels: { state: 'idle' }, value: db.pool.idleCount },
    { labels: { state: 'waited-for' }, value: db.pool.waitingCount },
  ]);
  await serveMetrics(metrics, config.METRICS_HOST, config.METRICS_PORT + offsets[process]);
  return metrics;
}

/** The worker alone can see what waits. */
export function watchOutbox(metrics: Metrics, db: Database, municipalities: () => Promise<string[]>): void {
  const each = (
    name: string,
    help: string,
    pick: (backlog: Awaited<ReturnType<typeof selectBacklog>>) => number,
  ) =>
    metrics.gauge(name, help, ['municipality'], async () => {
      const readings: Reading[] = [];
      for (const municipality of await municipalities()) {
        const backlog = await db.tenant(municipality, 'worker', selectBacklog);
        readings.push({ labels: { municipality }, value: pick(backlog) });
      }
      return readings;
    });
  each('madoguchi_outbox_waiting', 'Messages that are not delivered yet', (one) => one.waiting);
  each('madoguchi_outbox_failing', 'Messages that failed three times or more', (one) => one.failing);
  each('madoguchi_outbox_oldest_seconds', 'Age of the oldest message that waits', (one) => one.oldest);
}

/** Database sessions of analysts: what they read is written down nowhere else. */
export function watchAnalystSessions(
  metrics: Metrics,
  db: Database,
  municipalities: () => Promise<string[]>,
): void {
  metrics.gauge(
    'madoguchi_analyst_sessions',
    'Open database sessions of analysts',
    ['municipality', 'login'],
    async () => {
      const readings: Reading[] = [];
      for (const municipality of await municipalities())
        for (const { login, sessions } of await db.tenant(municipality, 'worker', selectOpenSessions))
          readings.push({ labels: { municipality, login }, value: sessions });
      return readings;
    },
  );
}
