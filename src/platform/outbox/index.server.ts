export {
  dropHeld,
  type HeldChoice,
  type HeldMessage,
  holdWaiting,
  releaseHeld,
  selectHeld,
} from './held.sql.ts';
export { insertOutbox, type OutboxRow, type Target } from './outbox.sql.ts';
export { type Deliver, deliverAll, type Handlers, startRelay } from './relay.server.ts';
export { type Backlog, retryMessage, type StuckMessage, selectBacklog, selectStuck } from './stuck.sql.ts';
