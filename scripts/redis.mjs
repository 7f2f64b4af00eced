// Finds a Redis server for the tests of the queue, and tries to install one where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

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
  installPackage();
  if (findRedis()) return;
  say(
    'There is no Redis: the tests of the queue are skipped. Install redis-server or set REDIS_SERVER_PATH to run them.',
  );
}

function installPackage() {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!existsSync('/usr/bin/apt-get')) return;
  // A plain call fails at once while another installation holds the lock.
  const apt = [...sudo, 'apt-get', '-o', 'DPkg::Lock::Timeout=300', '-qq'];
  // The package starts a server of its own unless the system is just starting.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const call = (args) => spawnSync(apt[0], [...apt.slice(1), ...args], { env, stdio: ['ignore', 2, 2] });
  call(['update']);
  call(['install', '-y', '--no-install-recommends', 'redis-server']);
}
