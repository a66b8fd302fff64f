export { startTraces, traced } from './traces.server.ts';
