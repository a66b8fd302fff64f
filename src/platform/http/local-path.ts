/**
 * An address to go back to, read as a browser would: it drops tabs and line ends and takes backslashes for slashes, so
 * `/⇥/elsewhere` is another site. Gives a path of this site in plain ASCII, as a Location header wants it; else `/`.
 */
export function localPath(given: string | null | undefined): string {
  if (!given?.startsWith('/') || given.length > 2000) return '/';
  if ([...given].some((sign) => sign < ' ' || sign === '\\')) return '/';
  const here = 'http://here.invalid';
  const url = URL.parse(given, here);
  if (url === null || url.origin !== here || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search + url.hash;
}
