import { localPath as pathHere } from '#platform/http';

/** A path of this site without language prefix, for going back to; anything else leads home. */
export function localPath(given: string | null | undefined, prefix = ''): string {
  const path = pathHere(given);
  const within =
    prefix !== '' && (path === prefix || path.startsWith(`${prefix}/`) || path.startsWith(`${prefix}?`));
  return within ? pathHere(path.slice(prefix.length)) : path;
}
