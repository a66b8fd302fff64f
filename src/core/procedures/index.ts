export { acceptsOn, type DeadlineState, deadlineState } from './deadline.ts';
export type { Listed, Listing } from './listing.ts';
export type { ProcedureCard, ProcedurePage } from './page.server.ts';
