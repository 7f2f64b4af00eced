// Installs a Debian package where it is missing and that is allowed; whoever needs it finds out whether it is there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export function installDebianPackages(...names) {
  if (!existsSync('/usr/bin/apt-get')) return;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  // A plain call fails at once while another installation holds the lock.
  const apt = [...sudo, 'apt-get', '-o', 'DPkg::Lock::Timeout=300', '-qq'];
  // A package with a service starts it at once unless the system is only just starting.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const call = (args) => spawnSync(apt[0], [...apt.slice(1), ...args], { env, stdio: ['ignore', 2, 2] });
  call(['update']);
  call(['install', '-y', '--no-install-recommends', ...names]);
}
