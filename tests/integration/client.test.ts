import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHindcastClient } from '#server/client.ts';
import { type ApiServer, projectRoot, startApiServer } from '#tests/support/api-server.ts';
import {
  buildWorker,
  startWorkerProcess,
  type WorkerBundle,
  type WorkerProcess,
} from '#tests/support/worker-process.ts';

const accessKey = 'key-of-the-client-test';
const example = join(projectRoot, `node_modules/.cache/hindcast-example-${process.pid}.mjs`);
let server: ApiServer;
let bundle: WorkerBundle;
let worker: WorkerProcess;

beforeAll(async () => {
  [bundle, server] = await Promise.all([buildWorker(), startApiServer({ accessKey }), buildExample()]);
  worker = startWorkerProcess(bundle, server.services.folder);
});
afterAll(async () => {
  worker.child.kill('SIGTERM');
  await worker.exited;
  await server.close();
  bundle.remove();
  rmSync(example, { force: true });
});

/** The example as anyone's bundler would build it, on the client as it is in the sources. */
async function buildExample(): Promise<void> {
  await build({
    absWorkingDir: projectRoot,
    entryPoints: ['examples/client.ts'],
    outfile: example,
    alias: { 'hindcast/client': './server/client.ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
}

function runExample(key: string): Promise<{ code: number | null; output: string }> {
  const env = { ...process.env, HINDCAST_URL: server.url, HINDCAST_ACCESS_KEY: key };
  const child = spawn(process.execPath, [example], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, output })));
}

test('the example creates, appends, runs, watches and reads its forecast', { timeout: 180_000 }, async () => {
  const { code, output } = await runExample(accessKey);
  expect(code, output + worker.output()).toBe(0);
  expect(output).toContain('holds 730 days');
  const epochs = output.match(/gru, epoch \d+/g) ?? [];
  expect(epochs.length).toBeGreaterThanOrEqual(2);
  expect(new Set(epochs).size).toBe(epochs.length);
  expect(output).toContain('The run is succeeded.');
  // The series ends on 30 December 2025: 730 days from 1 January 2024.
  const forecast = output.match(/^2025-12-31 \d+\.\d$|^2026-01-\d\d \d+\.\d$/gm) ?? [];
  expect(forecast).toHaveLength(14);
  for (const line of forecast) {
    const value = Number(line.split(' ')[1]);
    expect(value).toBeGreaterThan(150);
    expect(value).toBeLessThan(300);
  }
});

test('the example ends with the reason when the key is wrong', async () => {
  const { code, output } = await runExample('some-other-key-of-mine');
  expect(code).not.toBe(0);
  expect(output).toContain('This is not the access key');
});

test('a subscription is told why it is refused', async () => {
  const stranger = createHindcastClient({ url: server.url });
  const reason = await new Promise<string>((resolve) => {
    stranger.runs.progress.subscribe(
      {},
      { onError: (problem) => resolve(problem.data?.hindcast.code ?? '') },
    );
  });
  expect(reason).toBe('key-required');
});
