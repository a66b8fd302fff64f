/** The door of the formula editor: what it knows, without React. */
export { type Completion, completeAt, type Suggestion, take } from './complete.ts';
export { type Judged, judge, resultText, type TestRow, type Wanted } from './judge.ts';
