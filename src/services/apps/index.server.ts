export { appsApi } from './api.server.ts';
