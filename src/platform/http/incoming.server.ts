/** What a request may look like before anything is done for it. Pure. */

interface Asked {
  protocol: string;
  host: string;
  /** As it stands in the first line of the request. */
  url: string;
}

/**
 * The address that was asked for, as a browser writes it; null when host or path cannot be one. Everything that depends on
 * an address (language, page, place in the cache) takes it from here: a host like `x/procedures?` would otherwise make one
 * page out of another, and keep it under the wrong name for everybody.
 */
export function addressOf({ protocol, host, url }: Asked): URL | null {
  if (!/^([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(:[0-9]{1,5})?$/i.test(host)) return null;
  // The database has no sign for nothing; an address with one is nobody's.
  if (!url.startsWith('/') || url.includes('%00')) return null;
  return URL.parse(`${protocol === 'https' ? 'https' : 'http'}://${host}${url}`);
}

/** Two names for one request: whoever stands in front may have believed the other one. */
export function namesTwoHosts(rawHeaders: readonly string[]): boolean {
  let seen = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!;
    if (name.length === 4 && name.toLowerCase() === 'host') seen += 1;
  }
  return seen > 1;
}

/**
 * Whom limits count: an IPv4 address, or the /64 that one household or server has of IPv6; its owner could otherwise come
 * from a new address with every try.
 */
export function networkOf(ip: string): string {
  const mapped = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  const [before = '', after] = ip.replace(/%.*$/, '').toLowerCase().split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const [front, back] = [groups(before), groups(after ?? '')];
  const gap = after === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const whole = [...front, ...Array.from({ length: gap }, () => '0'), ...back];
  return `${whole
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

/** Methods a page may be asked with. */
export const methods = ['GET', 'HEAD', 'POST'];

const mostFields = 10_000;
const mostTextBytes = 16 * 1024 * 1024;

/**
 * Whether a posted form is too much to take apart: five megabytes of `a&a&a…` would keep the process busy for minutes.
 * Counted on the bytes, which takes milliseconds.
 */
export function isBomb(contentType: string, body: Uint8Array): boolean {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (/^\s*multipart\//i.test(contentType)) return moreThan(bytes, '\n--', mostFields);
  return bytes.length > mostTextBytes || moreThan(bytes, '&', mostFields);
}

function moreThan(bytes: Buffer, sign: string, most: number): boolean {
  let seen = 0;
  for (let at = bytes.indexOf(sign); at !== -1; at = bytes.indexOf(sign, at + sign.length)) {
    seen += 1;
    if (seen > most) return true;
  }
  return false;
}
