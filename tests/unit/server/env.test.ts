import { expect, test } from 'vitest';
import { EnvironmentError, readEnvironment } from '#server/env.ts';

test('readEnvironment() has a default for everything', () => {
  expect(readEnvironment({ HINDCAST_ROOT: '/srv/hindcast' })).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    dataFolder: '/srv/hindcast/data',
    migrationsFolder: '/srv/hindcast/db/migrations',
    accessKey: undefined,
    maxUploadBytes: 200 * 1024 * 1024,
    leaseMs: 30_000,
  });
});

test('readEnvironment() takes an empty variable for one that is not set', () => {
  expect(readEnvironment({ PORT: '', HINDCAST_ACCESS_KEY: '' })).toMatchObject({
    port: 3000,
    accessKey: undefined,
  });
});

test('readEnvironment() names every variable that is wrong', () => {
  const read = () =>
    readEnvironment({ PORT: 'eighty', HINDCAST_MAX_UPLOAD_MB: '0', HINDCAST_ACCESS_KEY: 'short' });
  expect(read).toThrow(EnvironmentError);
  expect(read).toThrow(/PORT: .*\nHINDCAST_ACCESS_KEY: .*\nHINDCAST_MAX_UPLOAD_MB: /);
});
