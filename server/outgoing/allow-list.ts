import { BlockList, isIP } from 'node:net';

/** Machines that may be called although their addresses are private, or their ports unusual. */
export interface AllowList {
  /** Whether a host, by name, may be called at a port. */
  hasHost(host: string, port: number): boolean;
  hasAddress(address: string, port: number): boolean;
}

/** An entry that is none; the message says which. */
export class AllowListError extends Error {
  override readonly name = 'AllowListError';
}

interface Entry {
  readonly host: string;
  readonly bits: number | undefined;
  /** undefined: every port. */
  readonly port: number | undefined;
}

/**
 * Reads a list of hosts, addresses and networks, each with a port or for all of them.
 *
 * @example readAllowList('intranet.example, 10.1.0.0/16, 127.0.0.1:8080, [fd00::1]:80')
 */
export function readAllowList(text: string): AllowList {
  const entries = text
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '')
    .map(readEntry);
  const matches = (port: number, isMeant: (entry: Entry) => boolean) =>
    entries.some((entry) => (entry.port === undefined || entry.port === port) && isMeant(entry));
  return {
    hasHost: (host, port) => matches(port, (entry) => entry.bits === undefined && entry.host === host),
    hasAddress: (address, port) => matches(port, (entry) => isWithin(entry, address)),
  };
}

function readEntry(text: string): Entry {
  const found =
    /^(?:\[([0-9a-f:.]+)\]|([0-9a-f:]*:[0-9a-f:.]*:[0-9a-f:.]*|[a-z0-9_.-]+))(?:\/(\d{1,3}))?(?::(\d{1,5}))?$/.exec(
      text,
    );
  const host = found?.[1] ?? found?.[2];
  const bits = found?.[3] === undefined ? undefined : Number(found[3]);
  const port = found?.[4] === undefined ? undefined : Number(found[4]);
  const family = host === undefined ? 0 : isIP(host);
  const longest = family === 6 ? 128 : family === 4 ? 32 : -1;
  if (host === undefined || (bits !== undefined && bits > longest) || (port ?? 0) > 65_535) {
    throw new AllowListError(`"${text}" is no host, address or network`);
  }
  return { host, bits, port };
}

function isWithin({ host, bits }: Entry, address: string): boolean {
  const family = isIP(host);
  if (family === 0 || family !== isIP(address)) return false;
  const name = family === 6 ? 'ipv6' : 'ipv4';
  const network = new BlockList();
  network.addSubnet(host, bits ?? (family === 6 ? 128 : 32), name);
  return network.check(address, name);
}
