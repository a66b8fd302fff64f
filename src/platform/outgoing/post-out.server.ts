/** One POST to an address somebody typed. */
import { lookup as resolve } from 'node:dns/promises';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { type BlockList, isIP } from 'node:net';
import { isAllowedNetwork, mayCall } from './addresses.server.ts';

export interface Outgoing {
  url: string;
  headers: Record<string, string>;
  body: string;
  allowed: BlockList;
  /** Hosts that may be called at all; empty: any. */
  hosts?: readonly string[];
  timeoutMs?: number;
  /** For tests: how names are resolved. */
  lookup?: (host: string) => Promise<{ address: string; family: number }[]>;
}

/** `status` of the answer, or why there was none; words that hold nothing of the answer. */
export type Sent =
  | { ok: true; status: number }
  | {
      ok: false;
      reason:
        | 'address'
        | 'not-allowed'
        | 'name'
        | 'insecure'
        | 'timeout'
        | 'connection'
        | 'redirect'
        | 'status';
      status?: number;
    };

/** What can be said of an address before it is kept. */
export function isCallable(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    url.hostname !== '' &&
    text.length <= 500
  );
}

/** `hooks.city.example` names one, `*.city.example` all below it. */
export function isListed(host: string, hosts: readonly string[]): boolean {
  const named = host.toLowerCase().replace(/\.$/, '');
  return (
    hosts.length === 0 ||
    hosts.some((one) => (one.startsWith('*.') ? named.endsWith(one.slice(1)) : named === one))
  );
}

/** `hooks.city.example, *.partner.example` of the setting. */
export const hostsOf = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');

/** Never throws. Follows no redirect, and connects to exactly the address that was checked. */
export async function postOut(out: Outgoing): Promise<Sent> {
  if (!isCallable(out.url)) return { ok: false, reason: 'address' };
  const url = new URL(out.url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!isListed(host, out.hosts ?? [])) return { ok: false, reason: 'not-allowed' };
  const family = isIP(host);
  const timeoutMs = out.timeoutMs ?? 10_000;
  let found: { address: string; family: number }[];
  try {
    found = family !== 0 ? [{ address: host, family }] : await within(timeoutMs, lookupOf(out)(host));
  } catch {
    return { ok: false, reason: 'name' };
  }
  const [first] = found;
  // One answer that is not allowed is enough: the next question could be answered by that one alone.
  if (first === undefined || !found.every(({ address }) => mayCall(address, out.allowed)))
    return { ok: false, reason: 'not-allowed' };
  if (url.protocol === 'http:' && !found.every(({ address }) => isAllowedNetwork(address, out.allowed)))
    return { ok: false, reason: 'insecure' };
  return connect(url, first, out, timeoutMs);
}

const lookupOf = (out: Outgoing) => out.lookup ?? ((host: string) => resolve(host, { all: true }));

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_done, reject) => setTimeout(() => reject(new Error('late')), ms).unref()),
  ]);
}

function connect(
  url: URL,
  to: { address: string; family: number },
  out: Outgoing,
  timeoutMs: number,
): Promise<Sent> {
  return new Promise((done) => {
    const send = url.protocol === 'https:' ? overHttps : overHttp;
    const request = send(url, {
      method: 'POST',
      agent: false,
      headers: { ...out.headers, 'content-length': Buffer.byteLength(out.body), connection: 'close' },
      // Whatever the name says by now, this is where the connection goes.
      lookup: (_host, options, callback) =>
        options.all === true
          ? callback(null, [{ address: to.address, family: to.family }])
          : callback(null, to.address, to.family),
    });
    const end = (sent: Sent) => {
      clearTimeout(timer);
      request.destroy();
      done(sent);
    };
    // Of the whole exchange: a receiver that sends a byte now and then would never idle out.
    const timer = setTimeout(() => end({ ok: false, reason: 'timeout' }), timeoutMs);
    request.on('error', () => end({ ok: false, reason: 'connection' }));
    request.on('response', (response) => {
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) end({ ok: true, status });
      else end({ ok: false, reason: status >= 300 && status < 400 ? 'redirect' : 'status', status });
    });
    request.end(out.body);
  });
}
