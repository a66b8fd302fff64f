/** How much may be on its way into this process at once. Bodies are held in memory until a page takes them. */
import type { IncomingMessage, ServerResponse } from 'node:http';

const multipart = /^\s*multipart\//i;

/** Of one body: several files may come with a page. Everything else is text, and smaller. */
export const bodyLimits = (uploadMaxMb: number) => ({
  multipart: Math.max(16, uploadMaxMb * 4) * 1024 * 1024,
  other: 16 * 1024 * 1024,
});

/**
 * Says, before a byte of the body is read, whether there is room for it. What arrives in pieces without saying how much it
 * is counts as the most it may be.
 */
export function createUploadGate(most: number, limit: number) {
  let onTheWay = 0;
  return function enters(request: IncomingMessage, response: ServerResponse): boolean {
    if (!multipart.test(request.headers['content-type'] ?? '')) return true;
    const told = Number(request.headers['content-length'] ?? Number.NaN);
    const bytes = Number.isFinite(told) ? Math.min(Math.max(told, 0), limit) : limit;
    if (onTheWay + bytes > most) return false;
    onTheWay += bytes;
    // After the answer the memory is free; `close` comes once, also when the sender goes away.
    response.once('close', () => {
      onTheWay -= bytes;
    });
    return true;
  };
}
