import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { OutgoingError } from './outgoing-error.ts';
import { hostOf, type OutgoingRules, portOf } from './outgoing-url.ts';
import { isPublicAddress } from './public-address.ts';

export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Asks for all addresses of a name. */
export type ResolveName = (name: string) => Promise<readonly HostAddress[]>;

export const resolveBySystem: ResolveName = async (name) =>
  (await lookup(name, { all: true, verbatim: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));

/**
 * Resolves the host of a checked URL once. A name with a single private address among several is refused: the
 * next answer might be that one.
 *
 * @returns the address to connect to
 * @throws OutgoingError 'address-not-allowed' or 'unreachable'
 */
export async function resolveHost(
  url: URL,
  { allowList }: OutgoingRules,
  resolve: ResolveName,
): Promise<HostAddress> {
  const host = hostOf(url);
  const port = portOf(url);
  const literal = isIP(host);
  if (literal !== 0) return { address: host, family: literal === 6 ? 6 : 4 };
  const addresses = await resolve(host).catch(() => []);
  const [first] = addresses;
  if (first === undefined) throw new OutgoingError('unreachable', `The name ${host} is not known.`);
  const isAllowed = ({ address }: HostAddress) =>
    isPublicAddress(address) || allowList.hasAddress(address, port) || allowList.hasHost(host, port);
  if (addresses.every(isAllowed)) return first;
  throw new OutgoingError(
    'address-not-allowed',
    `This address is not allowed: ${host} leads to a machine that is not on the internet.`,
  );
}
