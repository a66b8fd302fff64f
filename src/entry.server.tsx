export { default, handleError } from './app/portal/entry.server.tsx';
