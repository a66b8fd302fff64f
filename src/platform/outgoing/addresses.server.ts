/** Which addresses may be called. Node's BlockList compares bits; what stands in it follows the IANA registries. */
import { BlockList, isIP } from 'node:net';

const notPublic = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(network, bits, 'ipv4');

/** Of IPv6 only what is given out for the open net, without its parts for tests, tunnels and documents. */
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
const notGlobal6 = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  notGlobal6.addSubnet(network, bits, 'ipv6');

/** `10.1.0.0/16, fd00::/8` of the setting; throws on what is none. */
export function networksOf(text: string): BlockList {
  const allowed = new BlockList();
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const [address = '', bits] = part.split('/');
    const family = isIP(address);
    const length = Number(bits ?? (family === 6 ? 128 : 32));
    if (family === 0 || !Number.isInteger(length)) throw new Error(`${part} is no network`);
    allowed.addSubnet(address, length, family === 6 ? 'ipv6' : 'ipv4');
  }
  return allowed;
}

/** The IPv4 address inside a mapped one (`::ffff:7f00:1`), else the address itself. */
function unmapped(address: string): string {
  const mapped = /^(?:0*:)*(?:0*:)?ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i.exec(
    address,
  );
  if (mapped === null) return address;
  if (mapped[1] !== undefined) return mapped[1];
  const [high, low] = [Number.parseInt(mapped[2]!, 16), Number.parseInt(mapped[3]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

export function mayCall(address: string, allowed: BlockList): boolean {
  const bare = unmapped(address.replace(/%.*$/, ''));
  const family = isIP(bare);
  if (family === 0) return false;
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  if (allowed.check(bare, kind)) return true;
  if (kind === 'ipv4') return !notPublic.check(bare, kind);
  return global6.check(bare, kind) && !notGlobal6.check(bare, kind);
}

/** Whether it lies in a network that was allowed by name; there http will do. */
export const isAllowedNetwork = (address: string, allowed: BlockList): boolean => {
  const bare = unmapped(address);
  const family = isIP(bare);
  return family !== 0 && allowed.check(bare, family === 6 ? 'ipv6' : 'ipv4');
};
