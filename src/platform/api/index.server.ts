export { anyJson } from './any-json.server.ts';
export { type ApiFile, type ApiRoute, type ApiScene, declareFor } from './model.server.ts';
export { type ApiOptions, type ApiPort, apiBase, createApi } from './serve-api.server.ts';
