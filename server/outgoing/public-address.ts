import { BlockList, isIP } from 'node:net';

// What is not out on the internet, by the registries of special-purpose addresses (RFC 6890 and its updates).
const notPublicV4 = [
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
] as const;
/** Within 2000::/3; everything outside of it – loopback, mapped IPv4, NAT64, local ones – is not public either. */
const notPublicV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const closedV4 = new BlockList();
for (const [network, bits] of notPublicV4) closedV4.addSubnet(network, bits, 'ipv4');
const closedV6 = new BlockList();
for (const [network, bits] of notPublicV6) closedV6.addSubnet(network, bits, 'ipv6');
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');

/** Whether an address is one of the internet's, and not of this machine or its neighbourhood. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closedV4.check(address, 'ipv4');
  // A zone (`fe80::1%eth0`) stands only behind addresses of the neighbourhood.
  if (family !== 6 || address.includes('%')) return false;
  return globalV6.check(address, 'ipv6') && !closedV6.check(address, 'ipv6');
}
