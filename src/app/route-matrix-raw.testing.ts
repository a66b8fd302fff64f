/** Requests as bytes, over a socket: no client in between that tidies them. */
import { type AddressInfo, connect } from 'node:net';
import type { TestSite } from './testing-site.server.ts';

const portOf = (site: TestSite) => (site.app.server.address() as AddressInfo).port;

export interface Raw {
  status: number;
  headers: string;
  body: string;
  location: string | null;
}

/** Exactly these bytes; no client in between that tidies them. */
export function raw(site: TestSite, request: string | Buffer): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const socket = connect(portOf(site), '127.0.0.1');
    const parts: Buffer[] = [];
    socket.setTimeout(100_000, () =>
      socket.destroy(new Error(`no answer to ${String(request).slice(0, 80)}`)),
    );
    socket.on('data', (part) => parts.push(part));
    // What is refused early is cut off while it is still being sent.
    socket.on('error', (error) => (parts.length === 0 ? reject(error) : done()));
    socket.on('close', done);
    socket.write(request);
    function done() {
      const [head = '', ...rest] = Buffer.concat(parts).toString('utf8').split('\r\n\r\n');
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
      const location = /^location: (.*)$/im.exec(head)?.[1] ?? null;
      resolve({ status, headers: head, body: rest.join('\r\n\r\n'), location });
    }
  });
}
export const get = (site: TestSite, target: string, more = '', host = 'a.test') =>
  raw(site, `GET ${target} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n${more}\r\n`);
export const form = (site: TestSite, target: string, fields: Record<string, string>, more = '') => {
  const body = new URLSearchParams(fields).toString();
  const type = 'content-type: application/x-www-form-urlencoded\r\n';
  return raw(
    site,
    `POST ${target} HTTP/1.1\r\nhost: a.test\r\nconnection: close\r\n${type}content-length: ${Buffer.byteLength(body)}\r\n${more}\r\n${body}`,
  );
};
export const cookieOf = (answer: Raw) => /^set-cookie: ([^;\r]*)/im.exec(answer.headers)?.[1] ?? '';

/** Where a browser would go: it drops tabs and line ends and takes backslashes for slashes. */
export const leadsAway = (location: string | null) =>
  location !== null && new URL(location, 'http://a.test/here').host !== 'a.test';
