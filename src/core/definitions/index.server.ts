export { assuranceLevels, lifeEvents, procedureKinds } from './kinds/procedure.server.ts';
export { staffRoles } from './kinds/organisation.server.ts';
export * from './kinds.server.ts';
