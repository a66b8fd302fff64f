/** Issue 3: webhooks are SSRF-safe. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { mayCall, networksOf } from './addresses.server.ts';
import { hostsOf, isCallable, isListed, postOut } from './post-out.server.ts';

const none = networksOf('');
const here = networksOf('127.0.0.0/8, ::1');

test.each([
  '127.0.0.1',
  '127.255.0.9',
  '0.0.0.0',
  '10.0.0.1',
  '100.64.1.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:a9fe:a9fe',
  '0:0:0:0:0:ffff:10.0.0.1',
  '::127.0.0.1',
  'fe80::1',
  'fe80::1%eth0',
  'fd00:ec2::254',
  'fc00::1',
  'ff02::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:db8::1',
  'nonsense',
])('%s is not called', (address) => {
  expect(mayCall(address, none)).toBe(false);
});

test.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
  '%s may be',
  (address) => {
    expect(mayCall(address, none)).toBe(true);
  },
);

test('an allowed network is called, and no other', () => {
  const inside = networksOf('10.20.0.0/16,fd00::/8');
  expect(mayCall('10.20.3.4', inside)).toBe(true);
  expect(mayCall('::ffff:10.20.3.4', inside)).toBe(true);
  expect(mayCall('fd12::1', inside)).toBe(true);
  expect(mayCall('10.21.3.4', inside)).toBe(false);
  expect(() => networksOf('elsewhere/8')).toThrow();
});

test('a list of hosts is kept to, whatever the name would resolve to', async () => {
  const hosts = hostsOf('hooks.city.example, *.Partner.example');
  for (const host of [
    'hooks.city.example',
    'HOOKS.city.example.',
    'a.partner.example',
    'a.b.partner.example',
  ])
    expect(isListed(host, hosts), host).toBe(true);
  for (const host of [
    'city.example',
    'x.hooks.city.example',
    'partner.example',
    'evilpartner.example',
    '8.8.8.8',
  ])
    expect(isListed(host, hosts), host).toBe(false);
  expect(isListed('anywhere.example', hostsOf(''))).toBe(true);
  const one = await receiver((_request, response) => response.end());
  const at = `http://127.0.0.1:${one.port}/`;
  expect(await call(at, { allowed: here, hosts })).toEqual({ ok: false, reason: 'not-allowed' });
  expect(one.asked()).toBe(0);
  expect(await call(at, { allowed: here, hosts: ['127.0.0.1'] })).toEqual({ ok: true, status: 200 });
  one.close();
});

async function receiver(
  answer: RequestListener,
): Promise<{ port: number; asked: () => number; close: () => void }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    asked: () => asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
const call = (url: string, more: Partial<Parameters<typeof postOut>[0]> = {}) =>
  postOut({ url, headers: {}, body: '{}', allowed: none, timeoutMs: 500, ...more });

test('every spelling of this machine is refused before a connection is made', async () => {
  const one = await receiver((_request, response) => response.end());
  try {
    for (const host of ['127.0.0.1', 'localhost', '0x7f.1', '2130706433', '0', '[::1]', '[::ffff:127.0.0.1]'])
      expect(await call(`http://${host}:${one.port}/`), host).toMatchObject({
        ok: false,
        reason: 'not-allowed',
      });
    expect(one.asked()).toBe(0);
  } finally {
    one.close();
  }
});

test('a name that answers with a good and a bad address, or another one later, does not get through', async () => {
  const one = await receiver((_request, response) => response.end());
  try {
    const mixed = [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    expect(await call(`https://x.example:${one.port}/`, { lookup: async () => mixed })).toMatchObject({
      reason: 'not-allowed',
    });
    // Rebinding: asked once, checked once, and connected to what was checked.
    let asked = 0;
    const turning = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
    };
    const sent = await call(`http://x.example:${one.port}/`, { lookup: turning, allowed: here });
    expect([sent, asked, one.asked()]).toEqual([{ ok: true, status: 200 }, 1, 1]);
  } finally {
    one.close();
  }
});

test('a redirect is a failure and is not followed', async () => {
  const inner = await receiver((_request, response) => response.end());
  const outer = await receiver((_request, response) =>
    response.writeHead(302, { location: `http://127.0.0.1:${inner.port}/` }).end(),
  );
  try {
    expect(await call(`http://127.0.0.1:${outer.port}/`, { allowed: here })).toEqual({
      ok: false,
      reason: 'redirect',
      status: 302,
    });
    expect(inner.asked()).toBe(0);
  } finally {
    inner.close();
    outer.close();
  }
});

test('a receiver that hangs, trickles or fails ends in time', async () => {
  const hanging = await receiver(() => undefined);
  const failing = await receiver((_request, response) => response.writeHead(500).end('x'.repeat(100_000)));
  try {
    const started = Date.now();
    expect(await call(`http://127.0.0.1:${hanging.port}/`, { allowed: here })).toMatchObject({
      reason: 'timeout',
    });
    expect(Date.now() - started).toBeLessThan(60_000);
    expect(await call(`http://127.0.0.1:${failing.port}/`, { allowed: here })).toEqual({
      ok: false,
      reason: 'status',
      status: 500,
    });
    hanging.close();
    expect(await call(`http://127.0.0.1:${hanging.port}/`, { allowed: here })).toMatchObject({
      reason: 'connection',
    });
  } finally {
    hanging.close();
    failing.close();
  }
});

test('plain http leaves only into allowed networks', async () => {
  const lookup = async () => [{ address: '93.184.216.34', family: 4 }];
  expect(await call('http://x.example/', { lookup })).toMatchObject({ reason: 'insecure' });
  expect(isCallable('http://user:secret@x.example/')).toBe(false);
  expect(isCallable('file:///etc/passwd')).toBe(false);
  expect(isCallable('gopher://x.example')).toBe(false);
});
