/** The API of both sites at once, for tests and generators. A site's own process must not load this: it would hold the other's. */
import { portalApi } from '#services/portal.server';
import { api as residentApi } from './portal/site.server.ts';
import { apiRoutes, api as staffApi } from './staff/site.server.ts';

export { residentApi, staffApi };
export const apiOf = (site: 'portal' | 'staff') => (site === 'portal' ? residentApi : staffApi);
export const apiRoutesOf = { staff: apiRoutes, portal: portalApi };
