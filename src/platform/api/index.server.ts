export { type ApiOptions, type ApiPort, apiBase, createApi } from './serve-api.server.ts';
