// Makes a bare clone ready with nothing but Node: installs, compiles and builds, each only when it is stale.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installChromium } from './chromium.mjs';
import { withLock } from './lock.mjs';
import { PreparationError, root } from './project.mjs';
import { installRedis } from './redis.mjs';

const oldestNode = [20, 19];
const serverFolders = ['forecasting', 'db', 'server', 'workers', 'cli'];
const kernelSources = ['forecasting/recurrent/kernels/assembly', 'scripts/build-kernels.mjs'];

/**
 * @param {{ native?: boolean, web?: boolean, browser?: boolean, redis?: boolean, say?: (message: string) => void }} wanted
 *   `native`: the SQLite binding; `web`: the pages; `browser`: a Chromium for the end-to-end tests; `redis`: a Redis for the
 *   tests of the queue.
 * @returns {Promise<{ webFolder: string }>} where the built pages lie, relative to the root
 */
export async function prepare(options = {}) {
  const { native = false, web = false, browser = false, redis = false, say = console.log } = options;
  requireNode();
  const webFolder = `dist/web-${keyOf([...serverFolders, 'app', 'proxy.ts', 'next.config.js', 'package-lock.json'])}`;
  mkdirSync(join(root, 'dist'), { recursive: true });
  await withLock(join(root, 'dist/.prepare.lock'), say, async () => {
    await installPackages(say);
    await Promise.all([
      native ? buildSqlite(say) : undefined,
      buildKernels(say).then(() => buildServer(say)),
    ]);
    if (web) await buildWeb(webFolder, say);
    if (browser) installChromium(say);
    if (redis) installRedis(say);
  });
  return { webFolder };
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new PreparationError(
    `Node ${oldestNode.join('.')} or newer is needed; this is ${process.version}. Install a newer Node and try again.`,
  );
}

async function installPackages(say) {
  const marker = join(root, 'node_modules/.hindcast-packages');
  const key = keyOf(['package-lock.json']);
  if (readText(marker) === key) return;
  const fresh = !existsSync(join(root, 'node_modules'));
  say(
    fresh
      ? 'Installing packages (about half a minute) ...'
      : 'The lockfile has changed: updating packages ...',
  );
  // Install scripts are not relied on: newer npm blocks them and some people switch them off.
  const flags = ['--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', [fresh ? 'ci' : 'install', ...(fresh ? [] : ['--no-save']), ...flags]);
  writeFileSync(marker, key);
}

async function buildSqlite(say) {
  if (opensSqlite()) return;
  say('Fetching or compiling the SQLite binding (up to two minutes) ...');
  try {
    await run('npm', ['rebuild', 'better-sqlite3', '--ignore-scripts=false', '--loglevel=error']);
  } catch {
    // The message below says what to do; the compiler's own words stand above it.
  }
  if (opensSqlite()) return;
  throw new PreparationError(
    'better-sqlite3 could not be built: no prebuilt binary fits this machine, and compiling needs Python 3, make and a C++ compiler.\n' +
      '  Debian or Ubuntu: sudo apt-get install python3 make g++\n' +
      '  Fedora:           sudo dnf install python3 make gcc-c++\n' +
      '  macOS:            xcode-select --install\n' +
      'Then run the same command again.',
  );
}

function opensSqlite() {
  const probe = "new (require('better-sqlite3'))(':memory:').close()";
  return spawnSync(process.execPath, ['-e', probe], { cwd: root, stdio: 'ignore' }).status === 0;
}

async function buildKernels(say) {
  await whenStale('dist/.kernels-key', keyOf([...kernelSources, 'package-lock.json']), async () => {
    say('Compiling the recurrent kernels ...');
    await run(process.execPath, ['scripts/build-kernels.mjs']);
  });
}

async function buildServer(say) {
  await whenStale(
    'dist/.server-key',
    keyOf([...serverFolders, 'scripts/build-server.mjs', 'package-lock.json']),
    async () => {
      say('Bundling the server side ...');
      await run(process.execPath, ['scripts/build-server.mjs']);
    },
  );
}

/** The pages go into a folder of their own per source state, so that a running server never loses its files. */
async function buildWeb(webFolder, say) {
  if (existsSync(join(root, webFolder, 'BUILD_ID'))) return;
  say('Building the pages (about half a minute) ...');
  writeFileSync(join(root, 'dist/tsconfig.web.json'), `${JSON.stringify({ extends: '../tsconfig.json' })}\n`);
  await run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    HINDCAST_DIST_DIR: webFolder,
  });
  forgetOldBuilds(webFolder);
}

function forgetOldBuilds(current) {
  const builds = readdirSync(join(root, 'dist'))
    .filter((name) => name.startsWith('web-') && `dist/${name}` !== current)
    .map((name) => join(root, 'dist', name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  // The newest of the others may still be served by a running process.
  for (const build of builds.slice(1)) rmSync(build, { recursive: true, force: true });
}

async function whenStale(marker, key, build) {
  const path = join(root, marker);
  if (readText(path) === key) return;
  await build();
  writeFileSync(path, key);
}

function keyOf(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const file of paths.flatMap((path) => listFiles(join(root, path))).sort()) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function listFiles(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => listFiles(join(path, name)));
}

function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Runs a command; what it prints goes to stderr, so that stdout stays the caller's own. */
function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new PreparationError(
            `"${command} ${args.join(' ')}" failed (exit ${code}); its message stands above.`,
          ),
        );
    });
  });
}

/** Runs `main`, and turns a preparation problem into a plain message and exit code 1. */
export async function reportProblems(main) {
  try {
    await main();
  } catch (problem) {
    console.error(problem instanceof PreparationError ? `\n${problem.message}` : problem);
    process.exit(1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await reportProblems(() => prepare({ native: true, web: true }));
}
