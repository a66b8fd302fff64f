export { officeApi } from './api.server.ts';
