export { type BaseActor, csrfField, type RouteHandle } from './model.ts';
