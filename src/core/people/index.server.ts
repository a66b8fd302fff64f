export * from './accounts/index.server.ts';
export { guardResident, guardStaff, portalCookie, staffCookie } from './gates.server.ts';
export { decodeCsv, readStaffCsv } from './import-csv.server.ts';
export * from './import-model.ts';
export { planStaffImport } from './import-plan.ts';
export { importOrganisation, importStaff } from './import-staff.server.ts';
export { selectPosts, selectReach, selectStandIns } from './organisation.sql.ts';
export { deletePortalSession, findPortalSession, insertPortalSession, moveGrants } from './sessions.sql.ts';
export * from './staff/index.server.ts';
