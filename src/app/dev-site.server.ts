/**
 * Entry of a site while developing: Vite makes its pages on request. Everything of ours is loaded through Vite, and Node
 * runs with `-C development`, so that React Router exists once ("Invalid context" otherwise).
 */
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'vite';
import { inRoot } from './root.server.ts';

const site = process.env.MADOGUCHI_SITE === 'staff' ? 'staff' : 'portal';
/** Stands in for the site's server, which does not exist yet: the live-reload connection arrives there later. */
const upgrades = createHttpServer();
const vite = await createServer({
  root: inRoot(),
  configFile: inRoot('vite.config.ts'),
  appType: 'custom',
  server: { middlewareMode: true, hmr: { server: upgrades } },
});
const { serveSite } = (await vite.ssrLoadModule(
  '/src/app/serve.server.ts',
)) as typeof import('./serve.server.ts');
await serveSite(site, async () => (await vite.ssrLoadModule('virtual:react-router/server-build')) as never, {
  before: (request, response, next) => vite.middlewares(request, response, next),
  upgraded: (...connection) => void upgrades.emit('upgrade', ...connection),
  close: () => vite.close(),
});
