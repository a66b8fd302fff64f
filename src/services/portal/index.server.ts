export { portalApi } from './api.server.ts';
export { siteView } from './site.server.ts';
