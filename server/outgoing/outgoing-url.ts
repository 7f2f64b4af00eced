import { isIP } from 'node:net';
import type { AllowList } from './allow-list.ts';
import { OutgoingError } from './outgoing-error.ts';
import { isPublicAddress } from './public-address.ts';

/** What outgoing calls may do on this machine. */
export interface OutgoingRules {
  /** False: no call is made at all. */
  readonly enabled: boolean;
  readonly allowList: AllowList;
}

export const longestUrl = 2000;
/** Names that never stand for a machine of the internet. */
const localNames = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa)$/;

/**
 * Reads an address that is to be called, and refuses what is no public web address: other protocols, names and
 * passwords in it, private addresses however they are written, ports of other services.
 *
 * @throws OutgoingError 'outgoing-off' or 'address-not-allowed'
 */
export function readOutgoingUrl(text: string, { enabled, allowList }: OutgoingRules): URL {
  if (!enabled) {
    throw new OutgoingError(
      'outgoing-off',
      'Outgoing calls are switched off. Start Hindcast with HINDCAST_OUTGOING=on to allow them.',
    );
  }
  if (text.length > longestUrl) throw notAllowed(`an address has at most ${longestUrl} characters`);
  if (!URL.canParse(text)) throw notAllowed('this is no web address');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw notAllowed('only http and https addresses can be called');
  }
  if (url.username !== '' || url.password !== '') {
    throw notAllowed('names and passwords do not belong into an address');
  }
  const host = hostOf(url);
  const port = portOf(url);
  if (allowList.hasHost(host, port) || allowList.hasAddress(host, port)) return url;
  const isAddress = isIP(host) !== 0;
  if (isAddress ? !isPublicAddress(host) : isLocalName(host)) {
    throw notAllowed(`${host} is not on the internet; an administrator can allow it`);
  }
  if (!isWebPort(port)) throw notAllowed(`port ${port} is not one of the web`);
  return url;
}

/** The name or address a URL stands for, without brackets and without the dot of the root. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** What may be shown of an address: its query may hold a key. */
export function shownUrl(url: URL): string {
  return `${url.origin}${url.pathname}${url.search === '' ? '' : '?…'}`;
}

const isLocalName = (host: string) => host === '' || !host.includes('.') || localNames.test(host);

const isWebPort = (port: number) => port === 80 || port === 443 || (port >= 8000 && port <= 8999);

function notAllowed(reason: string): OutgoingError {
  return new OutgoingError('address-not-allowed', `This address is not allowed: ${reason}.`);
}
