export { acceptsOn, type DeadlineState, deadlineState } from './deadline.ts';
export type { ProcedureCard, ProcedurePage } from './page.server.ts';
