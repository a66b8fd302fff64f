export { codesIn, fieldsNamed, type NamedCode, placesIn, splitPath } from './codes.ts';
export { documentStates, type RecordDocumentState } from './model.ts';
