export * from './accounts/index.server.ts';
export { actorsOfAll, topDepartments } from './actors-of-all.server.ts';
export { actorsOfStaff } from './actors-of-staff.server.ts';
export { deviceOf } from './device.ts';
export * from './directory/index.server.ts';
export { guardResident, guardStaff, portalCookie, staffCookie } from './gates.server.ts';
export * from './groups/index.server.ts';
export { decodeCsv, readStaffCsv } from './import-csv.server.ts';
export * from './import-model.ts';
export { planStaffImport } from './import-plan.ts';
export { importOrganisation, importStaff } from './import-staff.server.ts';
export { selectPosts, selectReach, selectStandIns } from './organisation.sql.ts';
export {
  endAccountSessions,
  endStaffSessions,
  notePortalDevice,
  noteStaffDevice,
  type OwnSession,
  selectAccountSessions,
  selectStaffSessions,
  signedInJustNow,
} from './own-sessions.sql.ts';
export { deletePortalSession, findPortalSession, insertPortalSession, moveGrants } from './sessions.sql.ts';
export * from './staff/index.server.ts';
