/** React Router looks for the root here; each site's stands in its own folder (`#site` is an alias of vite.config.ts). */
export { default, ErrorBoundary, Layout } from '#site/root.tsx';
