import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentSecurityPolicy } from '#server/security-headers.ts';

test('contentSecurityPolicy() runs nothing but our own scripts: no inline one, no eval', () => {
  const policy = contentSecurityPolicy('abc', false);
  const scripts = policy.split('; ').find((part) => part.startsWith('script-src '));
  expect(scripts).toBe("script-src 'self' 'nonce-abc' 'wasm-unsafe-eval'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/'unsafe-eval'|script-src[^;]*unsafe-inline|\*/);
});

test('no page has a Server Action', () => {
  const files = readdirSync(join(import.meta.dirname, '../../../app'), {
    recursive: true,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => /['"]use server['"]/.test(readFileSync(file, 'utf8')))).toEqual([]);
});
