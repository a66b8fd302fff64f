/**
 * The product's portal process, with a few routes more to compare its pages with. They stand in the same build: the same
 * Fastify server, the same handler of React Router, the same rendering entry.
 *
 *   /bench/empty    root and route give nothing but an empty document
 *   /bench/frame    the product's root (head, header, footer) around an empty route
 *   /bench/gate     the same, with the gate of every route: transaction, session, definitions
 *   /bench/bare/…   the same data without session, policy, audit and sealing
 *   /bench/loaded/… the loader of the form page, and nothing of it rendered
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import path from 'node:path';
import { createElement } from 'react';
import type { ServerBuild } from 'react-router';
import { bareDrafts } from './bare-draft.sql.ts';

type Routes = ServerBuild['routes'];
type Module = NonNullable<Routes[string]>['module'];

const folder = path.resolve(import.meta.dirname, '../../build/portal/server');
const { routes, assets } = (await import(path.join(folder, 'routes.js'))) as ServerBuild;
const nothing = () => null;
const document = () => createElement('html', { lang: 'ja' }, createElement('head'), createElement('body'));

function add(id: string, path: string, parentId: string | undefined, module: Partial<Module>): void {
  const route = { id, path, parentId, index: undefined, caseSensitive: undefined };
  routes[id] = { ...route, module: module as Module };
  assets.routes[id] = {
    ...route,
    module: '',
    hasLoader: module.loader !== undefined,
    hasAction: false,
    hasClientAction: false,
    hasClientLoader: false,
    hasClientMiddleware: false,
    hasErrorBoundary: false,
    clientActionModule: undefined,
    clientLoaderModule: undefined,
    clientMiddlewareModule: undefined,
    hydrateFallbackModule: undefined,
  };
}

function moduleOf(page: string): Module {
  const route = routes[`services/portal/pages/${page}`];
  if (route === undefined) throw new Error(`the route of ${page} has another name now`);
  return route.module;
}

add('bench-empty', '/bench/empty', undefined, { default: document });
add('bench-frame', 'bench/frame', 'root', { default: nothing });
// A loader that asks for nothing but what every page needs.
add('bench-gate', 'bench/gate', 'root', { default: nothing, loader: moduleOf('privacy').loader });
add('bench-loaded', 'bench/loaded/:draft/pages/:page', 'root', {
  default: nothing,
  loader: moduleOf('draft-page').loader,
});

const bare = bareDrafts(process.env.DATABASE_URL ?? '', '981001');
add('bench-bare', 'bench/bare/:draft/pages/:page', 'root', {
  default: nothing,
  loader: ({ params }: { params: { draft?: string } }) => bare(params.draft ?? ''),
} as Partial<Module>);

/** Profiles from the first SIGUSR2 to the second, so that neither start nor warming up stand in it. */
function profileTo(file: string): void {
  const session = new Session();
  session.connect();
  let running = false;
  process.on('SIGUSR2', async () => {
    if (running) {
      const { profile } = await session.post('Profiler.stop');
      writeFileSync(file, JSON.stringify(profile));
    } else {
      await session.post('Profiler.enable');
      await session.post('Profiler.start');
    }
    running = !running;
  });
}

if (process.env.BENCH_PROFILE !== undefined) profileTo(process.env.BENCH_PROFILE);
await import(path.join(folder, 'portal.js'));
