import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SealError, seal, unseal } from '#server/outgoing/sealed-text.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hindcast-seal-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('unseal() gives back what seal() was given, and the sealed text tells nothing of it', () => {
  const secret = 'https://data.example.org/x.csv?key=hunter2 – Schlüssel';
  const sealed = seal({ root }, secret);
  expect(unseal({ root }, sealed)).toBe(secret);
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('hunter2');
  expect(seal({ root }, secret)).not.toBe(sealed);
});

test('unseal() refuses what was changed, and what another data folder has sealed', () => {
  const sealed = Buffer.from(seal({ root }, 'secret'), 'base64');
  sealed[20]! ^= 1;
  expect(() => unseal({ root }, sealed.toString('base64'))).toThrow(SealError);
  expect(() => unseal({ root }, '')).toThrow(SealError);
  const other = mkdtempSync(join(tmpdir(), 'hindcast-seal-'));
  const foreign = seal({ root: other }, 'secret');
  expect(() => unseal({ root }, foreign)).toThrow(SealError);
  rmSync(other, { recursive: true });
});

test('the key is made once, for its owner alone', () => {
  seal({ root }, 'one');
  seal({ root }, 'two');
  expect(readdirSync(root)).toEqual(['secret.key']);
  expect(statSync(join(root, 'secret.key')).mode & 0o777).toBe(0o600);
});
