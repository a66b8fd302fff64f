export { type Runner, seldom, startRounds } from './rounds.server.ts';
