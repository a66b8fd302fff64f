/** The door of fields: the model, and the contract of each type. Pure: no zod, no Node, no DOM. */

export { type AddressOptions, addressParts, type TownFound, withTown } from './address/contract.ts';
export { type AnnotatedPhoto, marksIn, newPhoto } from './annotated-photo/contract.ts';
export {
  isMarks,
  type Mark,
  type MarkColour,
  type MarkKind,
  markColours,
  readMarks,
  type Shape,
  shapesOf,
} from './annotated-photo/marks.ts';
export type { AreaOptions } from './area/contract.ts';
export { areaName, type FindLayer, type Geometry, type Layer, linesOf, polygonsOf } from './area/layer.ts';
export { areaOf } from './area/locate.ts';
export type { AutoNumberOptions } from './auto-number/contract.ts';
export {
  fieldsInPattern,
  type NumberOffice,
  numberText,
  officePlaces,
  readPattern,
  type Series,
  seriesKey,
  seriesOf,
} from './auto-number/pattern.ts';
export {
  accountKinds,
  type BankAccount,
  type BankAccountOptions,
  bankParts,
} from './bank-account/contract.ts';
export { fromPostal } from './bank-account/postal.ts';
export { answersFromCodes, answersToCodes, codeOfPath, lineKeyName, pathOfCode } from './by-code.ts';
export { type Choice, type ChoiceOptions, showsRadios } from './choice/contract.ts';
export type { FieldColumn, SqlType, SystemColumn } from './column.ts';
export { columnKinds } from './column-kinds.ts';
export { columnOf, columns } from './columns.ts';
export { completeField, completeFields, strictest } from './complete.ts';
export type * from './contract.ts';
export { contracts, formulaTypeOf, isReadOnly, isWorkedOut } from './contracts.ts';
export * from './control-names.ts';
export { printDate } from './date/print-date.ts';
export type { DepartmentOptions } from './department/contract.ts';
export {
  type FileOptions,
  type FileRef,
  filesIn,
  isFileRef,
  keptFiles,
  printAccept,
  printBytes,
} from './file/contract.ts';
export type { FormulaOptions } from './formula/contract.ts';
export { looksLikeIndividualNumber } from './individual-number/warn.ts';
export { type LinesOptions, linesIn, typedKeys } from './lines/contract.ts';
export { lineTotals, type ShownTotal, type Total } from './lines/totals.ts';
export { linkHref } from './link/read-link.ts';
export { type LookupCopy, type LookupOptions, type LookupValue, lookupIn } from './lookup/contract.ts';
export type { MapPointOptions } from './map-point/contract.ts';
export { isMapPoint, type MapPoint, readPoint } from './map-point/model.ts';
export {
  issue,
  type MessageCode,
  messages,
  type Places,
  type Reader,
  type Sentence,
  say,
  sentenceIn,
} from './messages.ts';
export * from './model.ts';
export { groupDigits, readNumber } from './number/read-number.ts';
export { sentencesFor, sentencesShown } from './page-sentences.ts';
export { findPart, pickedIn, uuidPattern } from './pick/contract.ts';
export { initialAnswers, type Pointers, pointersIn } from './pointers.ts';
export { isSealedValue, printAnswer } from './print.ts';
export { printShort } from './print-short.ts';
export type { ReferenceOptions } from './reference/contract.ts';
export type { RelatedOptions } from './related/contract.ts';
export { isRichText, type RichText } from './rich-text/model.ts';
export {
  boxHeight as signatureHeight,
  boxWidth as signatureWidth,
  isSignature,
  type Signature,
  signaturePath,
} from './signature/model.ts';
export type { UserOptions } from './user/contract.ts';
