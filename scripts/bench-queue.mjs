// `npm run bench:queue`: how fast the dashboard answers while 1,000 runs wait and one trains, and how many runs a
// second several processes claim from one database.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, reportProblems } from './prepare.mjs';
import { root } from './project.mjs';

const waiting = 1000;
const rounds = 60;
const claimers = 8;
const paths = {
  'page /runs': '/runs',
  'page /data': '/data',
  'runs.list (50)': '/api/trpc/runs.list?input=%7B%22json%22%3A%7B%22limit%22%3A50%7D%7D',
  'system.status': '/api/trpc/system.status',
  '/api/health': '/api/health',
};

await reportProblems(async () => {
  await prepare({ native: true, web: true });
  await bundle();
  const data = mkdtempSync(join(tmpdir(), 'hindcast-bench-'));
  try {
    run('fill', [join(data, 'pages'), String(waiting)]);
    await measurePages(join(data, 'pages'));
    run('fill', [join(data, 'claims'), '10000']);
    await measureClaims(join(data, 'claims/hindcast.db'));
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

async function bundle() {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: ['fill', 'claims'].map((name) => `scripts/bench-queue/${name}.ts`),
    outdir: join(root, 'dist/programs'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
}

const programOf = (name) => join(root, `dist/programs/${name}.mjs`);

function run(name, args) {
  const { status } = spawnSync(process.execPath, [programOf(name), ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${name} ended with ${status}`);
}

async function measurePages(dataFolder) {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), HOST: '', HINDCAST_DATA: dataFolder };
  delete env.npm_lifecycle_event;
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 2],
  });
  try {
    await new Promise((ready, failed) => {
      server.stdout.on('data', (chunk) => String(chunk).includes('Hindcast is ready') && ready());
      server.once('exit', () => failed(new Error('The server ended.')));
    });
    const address = `http://127.0.0.1:${port}`;
    console.log(`\n| ${waiting} runs wait, one trains | median | p95 | slowest |\n|---|---|---|---|`);
    for (const [name, path] of Object.entries(paths)) console.log(await row(name, address + path));
  } finally {
    server.kill('SIGTERM');
    await new Promise((ended) => (server.exitCode === null ? server.once('exit', ended) : ended()));
  }
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

async function measureClaims(database) {
  const children = Array.from({ length: claimers }, () =>
    answerOf(spawn(process.execPath, [programOf('claims'), database])),
  );
  const answers = await Promise.all(children);
  const claimed = answers.flatMap((answer) => answer.claimed);
  const from = Math.min(...answers.map(({ startedAt }) => startedAt));
  const seconds = (Math.max(...answers.map(({ endedAt }) => endedAt)) - from) / 1000;
  const busy = answers.reduce((sum, answer) => sum + answer.busy, 0);
  const twice = claimed.length - new Set(claimed).size;
  console.log(
    `\n${claimers} processes claimed ${claimed.length} runs in ${seconds.toFixed(1)} s: ${(claimed.length / seconds).toFixed(0)} a second, ${twice} of them twice; ${busy} times one waited ten seconds for the lock in vain`,
  );
}

function answerOf(child) {
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.pipe(process.stderr);
  return new Promise((accept, reject) => {
    child.once('exit', (code) =>
      code === 0 ? accept(JSON.parse(said)) : reject(new Error(`ended with ${code}`)),
    );
  });
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
