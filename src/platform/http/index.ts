export { localPath } from './local-path.ts';
export { type BaseActor, csrfField, type RouteHandle } from './model.ts';
