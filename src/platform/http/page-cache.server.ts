/**
 * Whole pages that are the same for everybody, kept in process. The key holds everything a page may
 * depend on; what depends on a person is never offered to `put` (only routes whose handle says
 * `cacheable` are, and only answers without Set-Cookie).
 */
import { createHash } from 'node:crypto';

export interface CachedPage {
  body: Buffer;
  etag: string;
  /** Names and values in turn, ready to be written: setting them one by one is half of a kept page's time. */
  headers: string[];
  /** The same for 304, which has no body to describe. */
  unchanged: string[];
}

export interface PageCache {
  get(key: string): CachedPage | undefined;
  put(key: string, body: Buffer, type: string): CachedPage;
  clear(): void;
}

/** `common` are the headers of every kept page. Oldest pages go first once `maxBytes` are held. */
export function createPageCache(common: Record<string, string>, maxBytes = 32 * 1024 * 1024): PageCache {
  const pages = new Map<string, CachedPage>();
  let held = 0;
  return {
    get: (key) => pages.get(key),
    put(key, body, type) {
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      const unchanged = Object.entries({
        ...common,
        etag,
        'cache-control': 'no-cache',
        vary: 'cookie',
      }).flat();
      const headers = [...unchanged, 'content-type', type, 'content-length', String(body.length)];
      const page = { body, etag, headers, unchanged };
      const old = pages.get(key);
      if (old !== undefined) held -= old.body.length;
      pages.set(key, page);
      held += body.length;
      for (const [oldKey, oldPage] of pages) {
        if (held <= maxBytes) break;
        pages.delete(oldKey);
        held -= oldPage.body.length;
      }
      return page;
    },
    clear() {
      pages.clear();
      held = 0;
    },
  };
}
