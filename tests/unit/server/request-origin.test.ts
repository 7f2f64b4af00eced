import { describe, expect, it } from 'vitest';
import { checkHost, checkOrigin } from '#server/request-origin.ts';

const local = { host: '127.0.0.1', allowedHosts: [] };

function accepts(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

const host = (name: string, listening: Parameters<typeof checkHost>[1] = local) =>
  accepts(() => checkHost(new Headers(name === '' ? {} : { host: name }), listening));

describe('checkHost()', () => {
  it.each(['localhost:3000', 'LOCALHOST', '127.0.0.1:3000', '[::1]:3000', 'localhost.:3000'])(
    'takes %s',
    (name) => expect(host(name)).toBe(true),
  );

  it.each([
    '',
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '192.168.1.7',
    'localhost@evil.example',
    '127.0.0.1.nip.io',
    'localhost:3000:80',
    'local host',
  ])('refuses "%s"', (name) => expect(host(name)).toBe(false));

  it('takes the bound name, the names allowed, and any address where all are bound', () => {
    expect(host('forecast.lan:3000', { host: 'forecast.lan', allowedHosts: [] })).toBe(true);
    expect(host('a.example', { host: '127.0.0.1', allowedHosts: ['a.example:8443'] })).toBe(true);
    expect(host('192.168.1.7:3000', { host: '0.0.0.0', allowedHosts: [] })).toBe(true);
    expect(host('[fe80::1]:3000', { host: '::', allowedHosts: [] })).toBe(true);
    expect(host('evil.example', { host: '0.0.0.0', allowedHosts: [] })).toBe(false);
  });
});

describe('checkOrigin()', () => {
  const headers = (extra: Record<string, string>) => new Headers({ host: 'localhost:3000', ...extra });
  const passes = (extra: Record<string, string>) => accepts(() => checkOrigin(headers(extra)));

  it('takes our own pages, and programs that are no browser', () => {
    expect(passes({})).toBe(true);
    expect(passes({ origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(passes({ 'sec-fetch-site': 'none' })).toBe(true);
  });

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:4000' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' },
  ])('refuses %j', (extra) => expect(passes(extra as Record<string, string>)).toBe(false));

  it('does not ask where someone comes from who shows the key in a header', () => {
    expect(passes({ authorization: 'Bearer some-access-key', origin: 'https://app.example' })).toBe(true);
  });
});
