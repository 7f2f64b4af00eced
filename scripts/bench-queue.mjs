// `npm run bench:queue`: how fast the dashboard answers while 1,000 runs wait and one trains, and beside runs that
// are poison; what 200 open event streams hold; how many runs a second several processes claim from one database.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measurePages } from './bench-queue/pages.mjs';
import { bundledForNode } from './bundle-options.mjs';
import { prepare, reportProblems } from './prepare.mjs';
import { root } from './project.mjs';

const waiting = 1000;
const claimers = 8;
const claims = 4000;
const programs = join(root, 'dist/programs/bench-queue');

await reportProblems(async () => {
  await prepare({ native: true, web: true });
  await bundle();
  const data = mkdtempSync(join(tmpdir(), 'hindcast-bench-'));
  try {
    run('fill', [join(data, 'pages'), String(waiting)]);
    await measurePages({
      data: join(data, 'pages'),
      heading: `${waiting} runs wait, one trains`,
      thorough: true,
    });
    run('fill', [join(data, 'poison'), '20', 'poison']);
    await measurePages({
      data: join(data, 'poison'),
      heading: 'three runs are poison: memory, endless loop, abort',
      worker: join(programs, 'worker.mjs'),
    });
    run('fill', [join(data, 'claims'), String(claims)]);
    await measureClaims(join(data, 'claims/hindcast.db'));
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

/** The worker lies beside a trainer to which some runs are poison. */
async function bundle() {
  const { build } = await import('esbuild');
  const { cpSync } = await import('node:fs');
  await build({
    ...bundledForNode,
    entryPoints: {
      fill: 'scripts/bench-queue/fill.ts',
      claims: 'scripts/bench-queue/claims.ts',
      worker: 'workers/main.ts',
      trainer: 'tests/support/poisonous-trainer-program.ts',
    },
    outdir: programs,
    outExtension: { '.js': '.mjs' },
  });
  cpSync(join(root, 'dist/kernels'), join(programs, 'kernels'), { recursive: true });
}

function programOf(name) {
  return join(programs, `${name}.mjs`);
}

function run(name, args) {
  const { status } = spawnSync(process.execPath, [programOf(name), ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${name} ended with ${status}`);
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
  const shares = answers.map((answer) => answer.claimed.length);
  console.log(
    `\n${claimers} processes claimed ${claimed.length} runs in ${seconds.toFixed(1)} s: ${(claimed.length / seconds).toFixed(0)} a second, ${twice} of them twice; each between ${Math.min(...shares)} and ${Math.max(...shares)}; ${busy} times one waited ten seconds for the lock in vain`,
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
