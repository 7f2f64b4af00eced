import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../project.mjs';

const rounds = 60;
const streams = 200;
const api = (path, input = '') => `/api/trpc/${path}${input && `?input=${encodeURIComponent(input)}`}`;
const paths = {
  'page /runs': '/runs',
  'page /data': '/data',
  'runs.list (50)': api('runs.list', '{"json":{"limit":50}}'),
  'system.status': api('system.status'),
  '/api/health': '/api/health',
};

/**
 * Starts Hindcast on a data folder and prints how fast it answers.
 *
 * @param {{ data: string, heading: string, worker?: string, thorough?: boolean }} asked
 *   `worker`: the program that takes the runs, instead of the one of the product; `thorough`: measures streams and the
 *   emptying of the queue, too.
 */
export async function measurePages({ data, heading, worker, thorough = false }) {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), HOST: '', HINDCAST_DATA: data, HINDCAST_WORKERS: '1' };
  delete env.npm_lifecycle_event;
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: worker ? { ...env, HINDCAST_WORKERS: '0' } : env,
    stdio: ['ignore', 'pipe', 2],
  });
  const other = { child: undefined };
  try {
    await untilReady(server);
    if (worker) other.child = startWorker(worker, env);
    const address = `http://127.0.0.1:${port}`;
    await untilBusy(address);
    console.log(`\n| ${heading} | median | p95 | slowest |\n|---|---|---|---|`);
    for (const [name, path] of Object.entries(paths)) console.log(await row(name, address + path));
    if (!thorough) return;
    console.log(await emptyQueue(address));
    console.log(await measureStreams(address, server.pid));
  } finally {
    for (const child of [other.child, server]) await end(child);
  }
}

function startWorker(program, env) {
  const limits = { HINDCAST_WORKERS: '2', HINDCAST_MEMORY_LIMIT_MB: '600', HINDCAST_LOG_LEVEL: 'fatal' };
  return spawn(process.execPath, [program], {
    cwd: root,
    env: { ...env, ...limits, HINDCAST_ROOT: root },
    stdio: ['ignore', 'ignore', 2],
  });
}

function untilReady(server) {
  return new Promise((ready, failed) => {
    server.stdout.on('data', (chunk) => String(chunk).includes('Hindcast is ready') && ready());
    server.once('exit', () => failed(new Error('The server ended.')));
  });
}

async function untilBusy(address) {
  for (let tries = 0; tries < 100; tries++) {
    if ((await ask(address, 'system.status')).busy > 0) return;
    await sleep(200);
  }
  throw new Error('No run began within 20 seconds.');
}

async function ask(address, path) {
  const answer = await fetch(address + api(path));
  return (await answer.json()).result.data.json;
}

/** One request after another: what one person feels. The first of each compiles and is left out. */
async function row(name, url) {
  const times = [];
  for (let i = 0; i <= rounds; i++) {
    const from = performance.now();
    const answer = await fetch(url);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    if (i > 0) times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  const at = (share) =>
    `${times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(0)} ms`;
  return `| ${name} | ${at(0.5)} | ${at(0.95)} | ${at(1)} |`;
}

async function measureStreams(address, startPid) {
  const before = await residentMegabytes(startPid);
  const leave = new AbortController();
  const open = Array.from({ length: streams }, async () => {
    const answer = await fetch(address + api('runs.progress'), { signal: leave.signal });
    return answer.body.getReader().read();
  });
  await Promise.all(open);
  await sleep(5000);
  const after = await residentMegabytes(startPid);
  const health = await row('health beside them', `${address}/api/health`);
  leave.abort();
  return `\n${streams} event streams with nothing to tell: the pages' process holds ${after - before} MB more (${before} before).\n${health}`;
}

/** Of the pages, by Linux' process table; NaN elsewhere. */
async function residentMegabytes(startPid) {
  try {
    const children = readFileSync(`/proc/${startPid}/task/${startPid}/children`, 'utf8').trim().split(' ');
    const pages = children.find((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('next-server'));
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pages}/status`, 'utf8'))[1]) / 1024);
  } catch {
    return Number.NaN;
  }
}

/** What waits is canceled in one call; then what is at work, so that the streams that follow have nothing to tell. */
async function emptyQueue(address) {
  const from = performance.now();
  const { canceled } = await tell(address, 'runs.cancelWaiting', '{}');
  const tookMs = performance.now() - from;
  for (let state = await ask(address, 'system.status'); state.busy > 0; ) {
    for (const { id } of state.running) await tell(address, 'runs.cancel', `{"json":{"id":${id}}}`);
    await sleep(500);
    state = await ask(address, 'system.status');
  }
  return `\nThe queue of ${canceled} runs is emptied in ${tookMs.toFixed(0)} ms.`;
}

async function tell(address, path, body) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(address + api(path), { method: 'POST', headers, body });
  return (await answer.json()).result.data.json;
}

async function end(child) {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((ended) => child.once('exit', ended));
  child.kill('SIGTERM');
  await Promise.race([gone, sleep(15_000)]);
  child.kill('SIGKILL');
}

function freePort() {
  return new Promise((accept) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => accept(port));
    });
  });
}
