export { askEpoch, insertDefinition, isOwn, ownPack, raiseEpoch, selectEpoch } from './definitions.sql.ts';
export { lifeEvents } from './kinds/life-events.server.ts';
export { staffRoles } from './kinds/organisation.server.ts';
export { assuranceLevels, procedureKinds } from './kinds/procedure.server.ts';
export { whoSchema } from './kinds/who.server.ts';
export * from './kinds.server.ts';
export { forgetEpoch, rememberEpoch, seenEpoch } from './seen-epoch.server.ts';
export { type At, type Definitions, definitionsOf, type Versioned } from './store.server.ts';
export { type DefinitionProblem, translateIssues } from './translate-issue.server.ts';
