/** A path of this site without language prefix, for going back to; anything else leads home. */
export function localPath(given: string | null | undefined, prefix = ''): string {
  if (!given || !/^\/(?![/\\])[^\s\\]*$/.test(given)) return '/';
  if (
    prefix !== '' &&
    (given === prefix || given.startsWith(`${prefix}/`) || given.startsWith(`${prefix}?`))
  ) {
    const rest = given.slice(prefix.length);
    return rest.startsWith('/') && !rest.startsWith('//') ? rest : '/';
  }
  return given;
}
