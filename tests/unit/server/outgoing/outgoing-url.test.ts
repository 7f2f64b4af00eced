import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AllowListError, readAllowList } from '#server/outgoing/allow-list.ts';
import { OutgoingError } from '#server/outgoing/outgoing-error.ts';
import { readOutgoingUrl, shownUrl } from '#server/outgoing/outgoing-url.ts';
import { isPublicAddress } from '#server/outgoing/public-address.ts';

const rules = { enabled: true, allowList: readAllowList('') };

function codeOf(text: string, given = rules): string {
  try {
    readOutgoingUrl(text, given);
    return 'allowed';
  } catch (problem) {
    return problem instanceof OutgoingError ? problem.code : 'another error';
  }
}

describe('readOutgoingUrl()', () => {
  test.each([
    'https://bom.example.org/hourly.csv',
    'http://data.example.com:8080/a?station=1',
    'https://93.184.215.14/file.csv',
    'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/file.csv',
    'https://münchen.example.de/x.csv',
  ])('lets %s through', (text) => {
    expect(codeOf(text)).toBe('allowed');
  });

  test.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://localhost/',
    'http://localhost./',
    'http://app.localhost/',
    'http://printer/',
    'http://nas.local/',
    'http://metadata.google.internal/',
    'http://0.0.0.0/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fc00::1]/',
    'http://[fd12:3456::1]/',
    'http://[fe80::1]/',
    'http://[2001:db8::1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.8/',
    'http://172.16.4.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://good.example@127.0.0.1/',
    'http://user:secret@data.example.org/',
    'file:///etc/passwd',
    'gopher://data.example.org/',
    'ftp://data.example.org/x.csv',
    'data:text/csv,a',
    'javascript:alert(1)',
    'https://data.example.org:22/',
    'https://data.example.org:6379/',
    'not an address',
    '',
    `https://data.example.org/${'x'.repeat(3000)}`,
  ])('refuses %.60s', (text) => {
    expect(codeOf(text)).toBe('address-not-allowed');
  });

  test('makes no difference between ways of writing a private IPv4 address', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.constantFrom(10, 127, 0), octet, octet, octet, (a, b, c, d) => {
        const number = ((a * 256 + b) * 256 + c) * 256 + d;
        const writings = [
          `${a}.${b}.${c}.${d}`,
          String(number),
          `0x${number.toString(16)}`,
          `0${a.toString(8)}.${b}.${c}.${d}`,
          `${a}.${b}.${c * 256 + d}`,
          `[::ffff:${a}.${b}.${c}.${d}]`,
        ];
        expect(writings.map((text) => codeOf(`http://${text}/`))).toEqual(
          writings.map(() => 'address-not-allowed'),
        );
      }),
    );
  });

  test('calls nothing at all while outgoing calls are off', () => {
    expect(codeOf('https://data.example.org/x.csv', { ...rules, enabled: false })).toBe('outgoing-off');
  });

  test('an administrator can allow a host, an address, a network, with or without a port', () => {
    const allowList = readAllowList(
      'nas.local, 10.1.0.0/16, 127.0.0.1:4100, [fd00::1]:9000, files.example.org:2222',
    );
    const allowed = { enabled: true, allowList };
    for (const text of [
      'http://nas.local/x',
      'http://nas.local:5000/x',
      'http://10.1.2.3/x',
      'http://127.0.0.1:4100/x',
      'http://[fd00::1]:9000/',
      'http://files.example.org:2222/',
    ])
      expect([text, codeOf(text, allowed)]).toEqual([text, 'allowed']);
    for (const text of [
      'http://10.2.0.1/',
      'http://127.0.0.1:4101/',
      'http://127.0.0.1/',
      'http://[fd00::1]/',
      'http://other.local/',
    ])
      expect([text, codeOf(text, allowed)]).toEqual([text, 'address-not-allowed']);
  });
});

test('readAllowList() names the entry that is none', () => {
  expect(() => readAllowList('10.0.0.0/8, http://x')).toThrow(AllowListError);
  expect(() => readAllowList('10.0.0.0/99')).toThrow('"10.0.0.0/99"');
  expect(() => readAllowList('host/8')).toThrow(AllowListError);
});

test('isPublicAddress() knows special-purpose addresses from public ones', () => {
  for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2a00:1450:4001::1']) {
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
  }
  for (const address of [
    '172.31.255.255',
    '100.127.0.1',
    '198.19.0.1',
    '::ffff:8.8.8.8',
    'fe80::1%eth0',
    'x',
  ])
    expect([address, isPublicAddress(address)]).toEqual([address, false]);
});

test('shownUrl() keeps the query to itself', () => {
  expect(shownUrl(new URL('https://a.example.org/x.csv?key=secret'))).toBe('https://a.example.org/x.csv?…');
  expect(shownUrl(new URL('https://a.example.org/x.csv#key'))).toBe('https://a.example.org/x.csv');
});
