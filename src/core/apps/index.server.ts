export { accessWarnings, type CityPeople, cityPeople, concernsOf } from './access-warnings.server.ts';
export {
  type AppAnalysis,
  closeAnalysis,
  openAnalysis,
  readAnalysis,
} from './analyse-app.server.ts';
export { startAppRunner } from './app-runner.server.ts';
export { askForIndex, mostAsks, takeBackIndex } from './ask-for-index.server.ts';
export { buildIndexes, type IndexReport, indexName, type WantedIndexes } from './build-indexes.sql.ts';
export type { AppCard, AppStage } from './cards.sql.ts';
export { checkDraft } from './check-draft.server.ts';
export { selectFailures } from './conversions.sql.ts';
export { type ConvertOptions, convertAll } from './convert-values.server.ts';
export { createApp, type NewApp } from './create-app.server.ts';
export { type AppDesk, mayBuild, mayManage, openApp } from './desk.server.ts';
export { type DraftHead, type RetiredApp, selectDrafts, selectRetired } from './drafts.sql.ts';
export { endConversions } from './end-conversions.server.ts';
export { freeColumns } from './free-columns.server.ts';
export { appHandlers } from './handlers.server.ts';
export * from './index.ts';
export { type IndexAsk, selectIndexAsks } from './index-asks.sql.ts';
export { type AppIndex, type IndexState, selectIndexes } from './indexes.sql.ts';
export { type CardInput, keepCard, readCard } from './keep-card.server.ts';
export { type AppEntry, listApps } from './list-apps.server.ts';
export { listRegister, type RegisterEntry } from './list-register.server.ts';
export { type AppState, readApp } from './read-app.server.ts';
export { recalculateAreas } from './recalculate-areas.server.ts';
export {
  listPublications,
  publishDraft,
  readPublication,
  rollBack,
} from './request-publication.server.ts';
export { restoreApp, retireApp } from './retire-app.server.ts';
export { reviewDraft } from './review-draft.server.ts';
export { type RetirementReview, reviewRetirement } from './review-retirement.server.ts';
export { discardDraft, openDraft, saveDraft } from './save-draft.server.ts';
export { type AppUsage, foldUsage } from './usage.sql.ts';
export { type AppVersion, compareVersions, listVersions } from './versions.server.ts';
