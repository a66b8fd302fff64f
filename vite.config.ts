import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';
import { keepServerOut } from './scripts/vite/keep-server-out.ts';
import { residentBrowsers, site, staffBrowsers } from './site.config.ts';

const browsers = site === 'staff' ? staffBrowsers : residentBrowsers;
/** The process itself is built, so that rooms exist once: the pages and the server share every module. */
const entries = site === 'all' ? ['portal', 'staff'] : [site];

export default defineConfig({
  cacheDir: `node_modules/.vite/${site}`,
  plugins: [keepServerOut(), reactRouter()],
  // src/root.tsx and the entries stand where React Router looks for them and pass on to the site's own.
  resolve: {
    alias: [
      {
        find: /^#site\//,
        replacement: `${import.meta.dirname}/src/app/${site === 'staff' ? 'staff' : 'portal'}/`,
      },
    ],
  },
  build: {
    target: browsers,
    cssTarget: browsers,
    cssMinify: 'lightningcss',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  environments: {
    ssr: {
      build: {
        target: 'node24',
        rolldownOptions: {
          // `routes` is for tests and benches, which run the site's pages inside their own process.
          input: {
            ...Object.fromEntries(entries.map((name) => [name, `src/app/${name}.server.ts`])),
            routes: 'virtual:react-router/server-build',
          },
        },
      },
    },
  },
});
