/**
 * For tests and benches: one site as it is built, in this process, over a given database login. Requests go in with
 * `app.inject`, through everything a real one meets: hosts, guard, policy, pages.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import type { ServerBuild } from 'react-router';
import { readConfig } from '#platform/config.server';
import { createKeyring, type Keyring } from '#platform/crypto.server';
import { type Database, sendClosing } from '#platform/db.server';
import { createFileStore, type FileStore } from '#platform/files.server';
import { createSite, guardedWith, type Runtime } from '#platform/http.server';
import { createLog, type Log } from '#platform/log.server';
import { apiOf } from './api.server.ts';
import { createHosts } from './hosts.server.ts';
import { ping } from './hosts.sql.ts';
import { inRoot } from './root.server.ts';
import { countWrites } from './route-matrix.sql.ts';

export interface TestSite {
  app: FastifyInstance;
  build: ServerBuild;
  runtime: Runtime;
  keyring: Keyring;
  files: FileStore;
}

export interface TestSiteOptions {
  /** Folder of the file store. */
  filesDir: string;
  /** Another store than that folder, e.g. one with a scanner. */
  files?: FileStore;
  /** Settings as environment variables. */
  settings?: Record<string, string>;
  /** For tests of the API alone: nothing need be built. */
  withoutPages?: true;
  /** Takes the log lines. */
  log?: Log;
  /** Public origin of this site, where something outside comes back to it. */
  origin?: string;
}

/** The pages of a site as `npm run build` left them. */
export function builtPages(site: 'portal' | 'staff'): ServerBuild {
  const file = inRoot('build', site, 'server/routes.js');
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`node bin/build.mjs\` first`);
  // Loaded as it stands, not transformed by the test runner.
  return createRequire(import.meta.url)(file) as ServerBuild;
}

export async function createTestSite(
  site: 'portal' | 'staff',
  db: Database,
  options: TestSiteOptions,
): Promise<TestSite> {
  const build = options.withoutPages === true ? ({} as ServerBuild) : builtPages(site);
  const config = readConfig(options.settings ?? {});
  const keyring = createKeyring('a secret for tests that is long enough');
  const files = options.files ?? createFileStore({ dir: options.filesDir });
  const origins = { portal: 'http://a.test', staff: 'http://staff.a.test' };
  const runtime: Runtime = {
    site,
    db,
    config,
    log: options.log ?? createLog('silent', site),
    keyring,
    files,
    origin: options.origin ?? origins[site],
    portalOrigin: origins.portal,
    staffOrigin: origins.staff,
  };
  const app = await createSite({
    runtime,
    build,
    hosts: createHosts(db, site, config),
    assets: [{ prefix: '/assets/', folder: inRoot('build', site, 'client/assets') }],
    api: apiOf(site),
    ready: () => ping(db),
  });
  return { app, build, runtime, keyring, files };
}

/**
 * A database whose every transaction is taken back after its work: no request changes what the next one meets. `written`
 * gathers, while it is there to take them, the tables that one of them would have changed.
 */
export function undoing(db: Database, written: { tables: Set<string> | null } = { tables: null }): Database {
  const undone = new Error('undone');
  return {
    ...db,
    async tenant(municipality, role, work, opening = [], before) {
      const done: { value?: Awaited<ReturnType<typeof work>> } = {};
      try {
        await db.tenant(
          municipality,
          role,
          async (tx, opened) => {
            const first = written.tables === null ? null : await countWrites(tx);
            done.value = await work(tx, opened);
            await sendClosing(tx);
            if (first !== null)
              for (const [table, count] of await countWrites(tx))
                if (count > (first.get(table) ?? 0)) written.tables?.add(table);
            throw undone;
          },
          before === undefined ? opening : [before, ...opening],
        );
      } catch (error) {
        if (error !== undone) throw error;
      }
      return done.value as Awaited<ReturnType<typeof work>>;
    },
  };
}

export interface RouteEntry {
  id: string;
  /** `/drafts/:draft/pages/:page`; `/*` for every address that nobody registered. */
  path: string;
  /** Permission of each handler; null where it was not guarded, undefined where there is none. */
  loader: string | null | undefined;
  action: string | null | undefined;
  /** What the module says of itself. */
  declared: string | undefined;
  /** Frames have children; everything else is a page or an endpoint. */
  frame: boolean;
}

/** The route table of a built site. */
export function routesOf(build: ServerBuild): RouteEntry[] {
  const routes = Object.values(build.routes).filter((route) => route !== undefined);
  const pathOf = (id: string | undefined): string => {
    const route = routes.find((one) => one.id === id);
    if (route === undefined) return '';
    return [pathOf(route.parentId), route.path].filter(Boolean).join('/');
  };
  return routes.map(({ id, module }) => ({
    id,
    path: `/${pathOf(id)}`,
    loader: module.loader && guardedWith(module.loader),
    action: module.action && guardedWith(module.action),
    declared: (module.handle as { permission?: string } | undefined)?.permission,
    frame: routes.some((one) => one.parentId === id),
  }));
}
