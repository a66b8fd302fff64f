/** `headers` of pages that are the same for everybody; the site keeps their answer (see platform/http). */
export function cacheableHeaders(): Record<string, string> {
  return { 'x-cacheable': '1' };
}
