export { cookieName, readCookie, setCookie } from './cookies.server.ts';
export {
  createGuard,
  csrfToken,
  errorOfInput,
  type GuardPort,
  guardedWith,
  must,
  Refusal,
  type Scene,
} from './guard.server.ts';
export { countingHit, hit } from './rate-limit.sql.ts';
export { logRefusal, reasonOf } from './refusals.server.ts';
export { type RequestInfo, type Runtime, requestContext, runtimeContext } from './runtime.server.ts';
export {
  type ApiMount,
  createSite,
  type HostPort,
  type SiteOptions,
} from './site.server.ts';
