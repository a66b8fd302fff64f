export type * from './kinds.server.ts';
