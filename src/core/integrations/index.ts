export { publicRoute, staffRoute } from './declare.ts';
export * from './model.ts';
