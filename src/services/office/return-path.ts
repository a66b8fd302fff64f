import { localPath } from '#platform/http';

/** Where to go after signing in: a path of this site, never another site, never a page of the sign-in itself. */
export function safeReturn(given: string | null | undefined): string {
  const path = localPath(given);
  return /^\/(sign-in|sign-out|post)(\/|\?|#|$)/.test(path) ? '/' : path;
}
