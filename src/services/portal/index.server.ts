export { siteView } from './site.server.ts';
