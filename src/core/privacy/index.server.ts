export { personalDataFiles } from './files-of.server.ts';
