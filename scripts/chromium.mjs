// Finds a Chromium for the end-to-end tests, and installs one where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PreparationError, root } from './project.mjs';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of a Chromium: CHROMIUM_PATH, then Playwright's own download, then the system's; undefined if none. */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  return [playwrightChromium(), ...usualPlaces].find((path) => path && existsSync(path));
}

/** Tries the system's packages, then Playwright's download. */
export function installChromium(say) {
  if (findChromium()) return;
  say('Installing Chromium for the browser tests ...');
  installPackage();
  if (findChromium()) return;
  spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (findChromium()) return;
  throw new PreparationError(
    "The browser tests need Chromium. Install your system's package (Debian: sudo apt-get install chromium) or set CHROMIUM_PATH.",
  );
}

function playwrightChromium() {
  try {
    return createRequire(`${root}package.json`)('@playwright/test').chromium.executablePath();
  } catch {
    return undefined;
  }
}

function installPackage() {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!existsSync('/usr/bin/apt-get')) return;
  // A plain call fails at once while another installation holds the lock.
  const apt = [...sudo, 'apt-get', '-o', 'DPkg::Lock::Timeout=300', '-qq'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const call = (args) => spawnSync(apt[0], [...apt.slice(1), ...args], { env, stdio: ['ignore', 2, 2] });
  call(['update']);
  call(['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation']);
}
