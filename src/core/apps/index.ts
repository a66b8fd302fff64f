export { checkApp, hasErrors } from './check-app.ts';
export { compareApps } from './compare-apps.ts';
export type * from './model.ts';
export { nextFieldId, type PlannedDraft, planDraft } from './plan-draft.ts';
export { typedApp } from './typed-app.ts';
