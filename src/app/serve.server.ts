/** Runs one site: listens, tells when it is ready, ends gracefully. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { ServerBuild } from 'react-router';
import { type Config, ConfigError, readConfig } from '#platform/config.server';
import { createSite } from '#platform/http.server';
import { api, paths } from '#site/site.server.ts';
import { createHosts } from './hosts.server.ts';
import { ping } from './hosts.sql.ts';
import { startMetrics } from './metrics.server.ts';
import { portTrouble } from './ports.server.ts';
import { inRoot } from './root.server.ts';
import { createRuntime } from './runtime.server.ts';
import { tracesOf } from './traces.server.ts';

/** Exit status for settings that restarting cannot mend. */
export const misconfigured = 78;

/** What development puts in front of a site. */
export interface InFront {
  before: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  upgraded: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  close: () => Promise<void>;
}

/** Serves the built pages, or (development) pages that are made anew whenever a file changed. */
export async function serveSite(
  site: 'portal' | 'staff',
  build: ServerBuild | (() => Promise<ServerBuild>),
  inFront?: InFront,
): Promise<void> {
  let config: Config;
  try {
    config = readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(misconfigured);
  }
  const stopTraces = tracesOf(site, config);
  const runtime = await createRuntime(site, config);
  const hosts = createHosts(runtime.db, site, config);
  let ending = false;
  const app = await createSite({
    runtime,
    build,
    // While developing no page is kept: the next edit would not show.
    hosts: inFront === undefined ? hosts : { ...hosts, epochOf: async () => randomUUID() },
    assets: [
      { prefix: '/assets/', folder: inRoot('build', site, 'client/assets') },
      { prefix: '/browser/', folder: inRoot('build/browser') },
      ...(site === 'staff' ? [{ prefix: '/field-files/', folder: inRoot('build/field') }] : []),
    ],
    api,
    ready: () => ping(runtime.db),
    ending: () => ending,
    metrics: await startMetrics(site, config, runtime.db),
    areas: areasOf(paths),
  });
  const port = site === 'portal' ? config.PORTAL_PORT : config.STAFF_PORT;
  if (inFront !== undefined) await putInFront(app, inFront);
  try {
    await app.listen({ host: config.HOST, port });
  } catch (error) {
    console.error(portTrouble(error, site === 'portal' ? 'PORTAL_PORT' : 'STAFF_PORT', config.HOST, port));
    process.exit(misconfigured);
  }
  runtime.log.info('listening', { port });
  endWith(async (signal) => {
    ending = true;
    // The balancer first learns that this process goes; until it has, requests that still come are answered.
    if (signal === 'SIGTERM') await pause(config.DRAIN_SECONDS * 1000);
    runtime.log.info('ending');
    await app.close();
    await stopTraces();
    await inFront?.close();
    await runtime.db.close();
  }, config.DRAIN_SECONDS * 1000);
}

/** `/drafts/:draft/…` → `drafts`. */
const areasOf = (all: Record<string, string>): Set<string> =>
  new Set(Object.values(all).flatMap((one) => one.split('/')[1] || []));

async function putInFront(app: FastifyInstance, inFront: InFront): Promise<void> {
  await app.ready();
  const [own] = app.server.listeners('request') as ((
    request: IncomingMessage,
    response: ServerResponse,
  ) => void)[];
  app.server.removeAllListeners('request');
  app.server.on('request', (request, response) =>
    inFront.before(request, response, () => own?.(request, response)),
  );
  app.server.on('upgrade', inFront.upgraded);
}

/** Ends on the signals of an operator, and when the parent is gone; requests under way are finished first. */
export function endWith(close: (signal: string) => Promise<void>, longer = 0): void {
  let ending = false;
  const end = (signal: string) => {
    if (ending) return;
    ending = true;
    // A request that hangs must not keep the process for ever.
    setTimeout(() => process.exit(1), 10_000 + longer).unref();
    close(signal).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal));
  process.once('disconnect', () => end('disconnect'));
}
