import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** The cookie a browser holds after signing in. It is made from the access key and never contains it. */
export const sessionCookie = 'hindcast_session';

const lifetimeMs = 30 * 24 * 3_600_000;

/** Compares in a time that does not depend on where the texts differ. */
export function equalSecrets(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

const sign = (accessKey: string, payload: string) =>
  createHmac('sha256', `hindcast session\n${accessKey}`).update(payload).digest('base64url');

/** A new session's cookie value: when it ends, its name, and the signature of both. */
export function createSession(accessKey: string, now: number): string {
  const payload = `${now + lifetimeMs}.${randomBytes(12).toString('base64url')}`;
  return `${payload}.${sign(accessKey, payload)}`;
}

/** The name of the session, or undefined where the value is not ours or is over. */
export function readSession(value: string, accessKey: string, now: number): string | undefined {
  const [until = '', name = '', signature = '', ...rest] = value.split('.');
  if (rest.length > 0 || !equalSecrets(signature, sign(accessKey, `${until}.${name}`))) return undefined;
  return Number(until) > now ? name : undefined;
}

/** The `Set-Cookie` line; an empty value signs out. */
export function sessionCookieLine(value: string, secure: boolean): string {
  const age = value === '' ? 0 : lifetimeMs / 1000;
  const flags = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}`;
  return `${sessionCookie}=${value}; ${flags}${secure ? '; Secure' : ''}`;
}

/** The value of one cookie of a `Cookie` header. */
export function cookieValue(header: string | null, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
