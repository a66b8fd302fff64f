export { createLog, type Log } from './log.server.ts';
