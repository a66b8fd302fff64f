export { guardResident, guardStaff, portalCookie, staffCookie } from './gates.server.ts';
export { selectDescent, selectPosts, selectStandIns } from './organisation.sql.ts';
export { deletePortalSession, findPortalSession, insertPortalSession, moveGrants } from './sessions.sql.ts';
