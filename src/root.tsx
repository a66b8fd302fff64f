/** React Router looks for the root here; the portal's stands in its own folder. */
export { default, ErrorBoundary, Layout } from './app/portal/root.tsx';
