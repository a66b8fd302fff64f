/** Where to go after signing in: a path of this site, never another site, never a page of the sign-in itself. */
export function safeReturn(path: string | null | undefined): string {
  if (path == null || !/^\/(?![/\\])/.test(path) || /[\r\n]/.test(path)) return '/';
  return /^\/(sign-in|sign-out|post)(\/|\?|$)/.test(path) ? '/' : path;
}
