import { expect, test } from 'vitest';
import fc from '../../../scripts/test/properties.ts';
import { addressOf, isBomb, namesTwoHosts, networkOf } from './incoming.server.ts';
import { localPath } from './local-path.ts';
import { createPageCache } from './page-cache.server.ts';

const ask = (host: string, url: string, protocol = 'http') =>
  addressOf({ protocol, host, url })?.href ?? null;

test('hosts and paths that are some', () => {
  expect(ask('a.test', '/me?x=1')).toBe('http://a.test/me?x=1');
  expect(ask('A.Test:3000', '/')).toBe('http://a.test:3000/');
  expect(ask('localhost', '/検索')).toBe('http://localhost/%E6%A4%9C%E7%B4%A2');
  expect(ask('[::1]:80', '/', 'https')).toBe('https://[::1]:80/');
  expect(ask('10.0.0.1', '/en/../me')).toBe('http://10.0.0.1/me');
});

test('hosts and paths that are none', () => {
  for (const host of [
    '',
    'x/procedures?',
    'a@b',
    'a b',
    'a.test:x',
    'a.test:999999',
    'a..test',
    '[',
    'a#',
    'a\\b',
    'é.test',
  ])
    expect(ask(host, '/'), host).toBeNull();
  for (const url of ['', '*', 'http://elsewhere/', '/%00', '/me?x=%00'])
    expect(ask('a.test', url), url).toBeNull();
});

test('whatever is asked, host and port stay what the host header says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 40 }), (rest) => {
      const address = addressOf({ protocol: 'http', host: 'a.test', url: `/${rest}` });
      return address === null || (address.host === 'a.test' && address.username === '');
    }),
  );
});

test('two hosts in one request', () => {
  expect(namesTwoHosts(['Host', 'a', 'accept', 'host'])).toBe(false);
  expect(namesTwoHosts(['Host', 'a', 'HOST', 'b'])).toBe(true);
});

test('limits count households, not addresses that one of them can make up', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('2001:DB8:0:12:aaaa::1')).toBe('2001:db8:0:12::/64');
  expect(networkOf('2001:db8::12:0:0:0:1')).toBe(networkOf('2001:0db8:0:0012:ffff:1:2:3'));
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  expect(networkOf('2001:db8:0:13::1')).not.toBe(networkOf('2001:db8:0:12::1'));
});

test('forms of too many fields are seen on their bytes', () => {
  const form = 'application/x-www-form-urlencoded';
  expect(isBomb(form, Buffer.from('a=1&b=2'))).toBe(false);
  expect(isBomb(form, Buffer.alloc(30_000, 'a&'))).toBe(true);
  expect(isBomb('', Buffer.alloc(30_000, 'a&'))).toBe(true);
  expect(isBomb('multipart/form-data; boundary=x', Buffer.alloc(35_000_000, 'a&'))).toBe(false);
  expect(isBomb(' Multipart/form-data; boundary=x', Buffer.alloc(60_000, '\r\n--x'))).toBe(true);
});

test('a way back never leaves, however a browser reads it', () => {
  expect(localPath('/cases?state=a#top')).toBe('/cases?state=a#top');
  expect(localPath('/検索')).toBe('/%E6%A4%9C%E7%B4%A2');
  for (const bad of [
    '//x',
    '/\\x',
    '/\t/x',
    '\t//x',
    '/.//x',
    '/a/..//x',
    'https://x',
    'x',
    '',
    null,
    undefined,
  ])
    expect(localPath(bad), String(bad)).toBe('/');
  const signs = fc.constantFrom(
    '/',
    '\\',
    '.',
    '\t',
    '\n',
    '\r',
    ' ',
    ':',
    '@',
    'x',
    '%09',
    '%2f',
    'é',
    '?',
    '#',
    '\u0000',
  );
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 12 }), (parts) => {
      const path = localPath(`/${parts.join('')}`);
      const there = new URL(path, 'https://a.test/b');
      return (
        there.host === 'a.test' &&
        !path.startsWith('//') &&
        [...path].every((sign) => sign > ' ' && sign < '\u007f')
      );
    }),
    { numRuns: 2_000 },
  );
});

test('the cache of pages holds so much and no more, however many addresses are made up', () => {
  const cache = createPageCache({}, 10_000);
  for (let n = 0; n < 5_000; n += 1) cache.put(`city|/?x=${n}`, Buffer.alloc(1_000), 'text/html');
  const held = Array.from({ length: 5_000 }, (_, n) => cache.get(`city|/?x=${n}`)).filter(Boolean);
  expect(held.length).toBeLessThanOrEqual(10);
  expect(cache.get('city|/?x=4999')).toBeDefined();
});
