// `npm start`: prepares what is stale, migrates, brings up the pages and the worker, prints the address last.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepare, reportProblems } from './prepare.mjs';
import { PreparationError, root } from './project.mjs';

const host = process.env.HOST || '127.0.0.1';
const port = Number(process.env.PORT || 3000);
const dataFolder = resolve(root, process.env.HINDCAST_DATA || 'data');
const shutdownMs = 9_000;
const children = new Map();
let stopping = false;

await reportProblems(async () => {
  stopWithParent();
  refuseOpenBind();
  await refuseBusyPort();
  const { webFolder } = await prepare({ native: true, web: true });
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    HINDCAST_DIST_DIR: webFolder,
    HINDCAST_DATA: dataFolder,
    HINDCAST_ROOT: root,
    HOST: host,
    PORT: String(port),
  };
  await migrate(env);
  await checkQueue(env);
  console.log('Starting the pages and the worker ...');
  keepAlive('pages', ['node_modules/next/dist/bin/next', 'start', '-p', String(port), '-H', host], env);
  keepAlive('worker', ['dist/worker.mjs'], env);
  await untilHealthy();
  console.log(`Your data stay in ${dataFolder}. Stop with Ctrl-C.`);
  console.log(`\nHindcast is ready: http://${addressFor(host)}:${port}`);
});

/** Anyone on the network could read and delete everything: no open bind without a key. */
function refuseOpenBind() {
  const local = ['127.0.0.1', 'localhost', '::1'].includes(host);
  if (local || (process.env.HINDCAST_ACCESS_KEY ?? '').length >= 16) return;
  throw new PreparationError(
    `HOST=${host} would open Hindcast to the network. Set HINDCAST_ACCESS_KEY (16 characters or more) to allow that, or leave HOST unset.`,
  );
}

function refuseBusyPort() {
  return new Promise((accept, reject) => {
    const probe = createServer();
    probe.once('error', (problem) => reject(portProblem(problem)));
    probe.listen(port, host, () => probe.close(() => accept()));
  });
}

function portProblem(problem) {
  if (problem.code === 'EADDRINUSE') {
    return new PreparationError(
      `Port ${port} on ${host} is in use by another program. Stop that one, or choose another: PORT=${port + 1} npm start`,
    );
  }
  if (problem.code === 'EACCES') {
    return new PreparationError(`Port ${port} needs rights that this account lacks: choose one above 1023.`);
  }
  return new PreparationError(`Cannot listen on ${host}:${port}: ${problem.message}`);
}

async function migrate(env) {
  const code = await new Promise((accept) => {
    spawn(process.execPath, ['dist/migrate.mjs'], { cwd: root, env, stdio: 'inherit' }).on('exit', accept);
  });
  if (code !== 0) throw new PreparationError('The database was left as it was; the reason stands above.');
}

/** A Redis that may throw runs away is refused before anything is started. */
async function checkQueue(env) {
  if (!env.HINDCAST_QUEUE) return;
  const code = await new Promise((accept) => {
    spawn(process.execPath, ['dist/check-queue.mjs'], { cwd: root, env, stdio: 'inherit' }).on(
      'exit',
      accept,
    );
  });
  if (code !== 0) throw new PreparationError('HINDCAST_QUEUE cannot be used; the reason stands above.');
}

/** Starts one of our processes and starts it again, ever more slowly, when it ends by itself. */
function keepAlive(name, args, env, delayMs = 500) {
  const startedAt = Date.now();
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  children.set(name, child);
  child.on('exit', (code, signal) => {
    children.delete(name);
    if (stopping) return;
    const next = Date.now() - startedAt > 60_000 ? 500 : Math.min(delayMs * 2, 30_000);
    console.error(`The ${name} process ended (${signal ?? `exit ${code}`}); starting it again.`);
    setTimeout(() => stopping || keepAlive(name, args, env, next), delayMs);
  });
}

async function untilHealthy() {
  const address = `http://${addressFor(host)}:${port}/api/health`;
  for (let tries = 0; tries < 240 && !stopping; tries++) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(250);
  }
  if (!stopping) await stop(1, 'The pages did not come up within a minute; the reason stands above.');
}

function addressFor(bind) {
  if (bind === '0.0.0.0' || bind === '::') return 'localhost';
  return bind.includes(':') ? `[${bind}]` : bind;
}

async function stop(exitCode, message) {
  if (stopping) return;
  stopping = true;
  if (message) console.error(message);
  const ended = [...children.values()].map((child) => new Promise((accept) => child.once('exit', accept)));
  for (const child of children.values()) child.kill('SIGTERM');
  await Promise.race([Promise.all(ended), sleep(shutdownMs)]);
  for (const child of children.values()) child.kill('SIGKILL');
  process.exit(exitCode);
}

/**
 * A SIGTERM to `npm start` ends npm and its shell but never reaches this process: losing the parent is the
 * only sign of it.
 */
function stopWithParent() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return;
  setInterval(() => process.ppid !== parent && void stop(0), 500).unref();
}
