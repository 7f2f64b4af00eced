import { bearerKey } from './access.ts';
import { Refusal } from './refusal.ts';

/** Where the server listens, as far as names in requests are concerned. */
export interface Listening {
  readonly host: string;
  /** Further names people reach the server by: a domain, a reverse proxy's. */
  readonly allowedHosts: readonly string[];
}

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);
const everyAddress = new Set(['0.0.0.0', '::', '[::]']);

/**
 * Refuses a request that names a host which is not ours: a page of another site whose name was made to point
 * here (DNS rebinding) sends that site's name.
 */
export function checkHost(headers: Headers, listening: Listening): void {
  const name = hostName(headers.get('host') ?? '');
  if (name === undefined || !isOurs(name, listening)) {
    const message = 'Hindcast does not answer to this host name; add it to HINDCAST_ALLOWED_HOSTS.';
    throw new Refusal('misdirected', 'host-not-allowed', message);
  }
}

function isOurs(name: string, { host, allowedHosts }: Listening): boolean {
  if (loopbackNames.has(name) || name === hostName(host)) return true;
  // An address cannot be rebound; a server that listens on all of them is reached by any.
  if (everyAddress.has(host) && isAddress(name)) return true;
  return allowedHosts.some((allowed) => hostName(allowed) === name);
}

const isAddress = (name: string) => /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/.test(name);

/** `LocalHost:3000` → `localhost`; IPv6 in brackets. */
function hostName(host: string): string | undefined {
  const bare = host.includes(':') && /^[0-9a-f:.]+$/i.test(host) && host.split(':').length > 2;
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]{1,253}?)\.?(?::\d{1,5})?$/i.exec(bare ? `[${host}]` : host);
  return match?.[1]?.toLowerCase();
}

/**
 * Refuses a request that another site's page makes. A caller who shows the access key in a header is no
 * page of another site: browsers do not send that by themselves.
 */
export function checkOrigin(headers: Headers): void {
  if (bearerKey(headers) !== undefined) return;
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  const foreignSite = site !== null && site !== 'same-origin' && site !== 'none';
  if (foreignSite || (origin !== null && originHost(origin) !== headers.get('host')?.toLowerCase())) {
    throw new Refusal('forbidden', 'cross-site', 'Requests from pages of other sites are refused.');
  }
}

function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
