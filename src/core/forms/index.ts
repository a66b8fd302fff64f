/** The door of forms: the pure model. Runs in server and browser alike. */

export { type PageModel, pageModel } from './browser-model.ts';
export { checkAppFormulas } from './check-app.ts';
export {
  answersToSend,
  checkAnswers,
  checkField,
  checkLineField,
  fieldContext,
  isEmpty,
} from './check-fields.ts';
export { checkRelations, fits } from './check-relations.ts';
export { evaluateForm, evaluationOf, submittedAnswers } from './evaluate.ts';
export { type FileControl, fileControls } from './file-controls.ts';
export { type FoundField, fieldsOf, findField, pageOf } from './find-field.ts';
export { createFormState, type FormState, type Standing } from './form-state.ts';
export * from './model.ts';
export { narrowForm } from './narrow.ts';
export * from './navigate.ts';
export { formulasOfTheMoment } from './of-the-moment.ts';
export type { FindApp, OtherApp } from './on-read.ts';
export { onePage, onePageApp } from './one-page.ts';
export * from './page-actions.ts';
export type { CopiedValues, FindPorts } from './page-find.ts';
export * from './parse-page.ts';
export { filesAt, type PostedFile, readPosted, withFiles } from './posted.ts';
export { formulasOnRead, prepareForm, recordScope } from './prepare.ts';
export { type Moment, recordEnv } from './record-env.ts';
export { isEditable, restrictTo } from './restrict.ts';
export * from './review.ts';
export { type FormTextCode, formText } from './texts.ts';
export { typedOf } from './typed-page.ts';
