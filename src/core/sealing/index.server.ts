export { openAnswers, openTyped, sealAnswers, sealTyped } from './answers.server.ts';
export { escapeKey, isSealed, mapSealed, type SealedValue } from './json.ts';
export {
  type AnswerPlace,
  applicationPlace,
  correctionPlace,
  credentialPlace,
  draftPlace,
  historyPlace,
  messagePlace,
  placeOf,
  recordPlace,
  typedPlace,
} from './places.ts';
export {
  moveValue,
  renewAnswers,
  renewRows,
  renewTyped,
  renewValue,
  type SealedStore,
} from './renew.server.ts';
