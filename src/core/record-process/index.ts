/** The door that any browser may enter: shapes, words, and what a verb makes of an approval. */
export * from './acts.ts';
export { type ActInput, act, backSteps, type Done, type Outcome } from './approval/act.ts';
export { type ApprovalEvent, eventsBetween, type Move } from './approval/events.ts';
export { findPlaces, type Known } from './approval/find-places.ts';
export { type Draft, type Holds, layOut, routeFor, type World } from './approval/lay-out.ts';
export {
  approvalWord,
  everySeat,
  type May,
  may,
  noteOf,
  possibleVerbs,
  type Standing,
} from './approval/may.ts';
export * from './approval/model.ts';
export {
  headOf,
  keyOf,
  type Organisation,
  samePlace,
  staffed,
  type Way,
  waysInto,
} from './approval/organisation.ts';
export { reseat } from './approval/reseat.ts';
export type { DueOn } from './approval/seated.ts';
export { type Awaited, waitsFor } from './approval/waits-for.ts';
export * from './box-asked.ts';
export { type Deadline, dueOn, type ReminderStep, reminders } from './deadlines/due-on.ts';
export { verbDoneAs } from './done-words.ts';
export * from './model.ts';
