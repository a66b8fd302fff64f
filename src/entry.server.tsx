export { default, handleError } from '#site/entry.server.tsx';
