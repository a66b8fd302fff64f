export { caseworkApi } from './api.server.ts';
