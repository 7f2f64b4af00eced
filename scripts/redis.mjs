// Finds a Redis server for the tests of the queue, and tries to install one where there is none.
import { existsSync } from 'node:fs';
import { installDebianPackages } from './debian-package.mjs';

const usualPlaces = [
  '/usr/bin/redis-server',
  '/usr/bin/valkey-server',
  '/usr/local/bin/redis-server',
  '/opt/homebrew/bin/redis-server',
];

/** Path of a Redis or Valkey server: REDIS_SERVER_PATH, then the usual places; undefined if none. */
export function findRedis() {
  if (process.env.REDIS_SERVER_PATH) return process.env.REDIS_SERVER_PATH;
  return usualPlaces.find(existsSync);
}

/** Tries the system's package. Without it the tests of the queue are skipped, and say so. */
export function installRedis(say) {
  if (findRedis()) return;
  say('Installing Redis for the tests of the queue ...');
  installDebianPackages('redis-server');
  if (findRedis()) return;
  say(
    'There is no Redis: the tests of the queue are skipped. Install redis-server or set REDIS_SERVER_PATH to run them.',
  );
}
