/**
 * The page of the staff side that works without a line (持ち出し帳), and its service worker: no React, everything it needs in files
 * of its own, so that a device can keep them. The worker has a fixed name; its route adds which files there are.
 */
import { defineConfig } from 'vite';
import { keepServerOut } from './scripts/vite/keep-server-out.ts';
import { staffBrowsers } from './site.config.ts';

export default defineConfig({
  base: '/field-files/',
  publicDir: false,
  cacheDir: 'node_modules/.vite/field',
  plugins: [keepServerOut()],
  build: {
    outDir: 'build/field',
    assetsDir: '',
    manifest: 'manifest.json',
    target: staffBrowsers,
    cssTarget: staffBrowsers,
    cssMinify: 'lightningcss',
    cssCodeSplit: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { field: 'src/app/offline/field.ts', worker: 'src/app/offline/worker.ts' },
      output: { entryFileNames: (chunk) => (chunk.name === 'worker' ? 'worker.js' : '[name]-[hash].js') },
    },
  },
});
