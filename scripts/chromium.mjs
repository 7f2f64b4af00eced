// Finds a Chromium for the end-to-end tests, and installs one where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { installDebianPackages } from './debian-package.mjs';
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
  installDebianPackages('chromium', 'fonts-liberation');
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
