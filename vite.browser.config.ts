/**
 * Scripts and styles of resident pages: no React, made for browsers of 2021. Names carry a hash;
 * build/browser/manifest.json says which file is which (key: `src/app/browser/<name>`).
 */
import { globSync } from 'node:fs';
import { defineConfig } from 'vite';
import { keepServerOut } from './scripts/vite/keep-server-out.ts';
import { residentBrowsers } from './site.config.ts';

export default defineConfig({
  base: '/browser/',
  publicDir: false,
  cacheDir: 'node_modules/.vite/browser',
  plugins: [keepServerOut()],
  // Field types that only staff meet stay out; see core/fields/contracts-work.ts.
  define: { 'import.meta.env.RESIDENTS': 'true' },
  build: {
    outDir: 'build/browser',
    assetsDir: '',
    manifest: 'manifest.json',
    target: residentBrowsers,
    cssTarget: residentBrowsers,
    cssMinify: 'lightningcss',
    cssCodeSplit: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      // Every module below here only declares things; what a page does not use must not travel to an old phone.
      treeshake: { moduleSideEffects: false },
      input: globSync('src/app/browser/*.{ts,css}', { cwd: import.meta.dirname }).filter(
        (name) => !name.includes('.test.'),
      ),
    },
  },
});
