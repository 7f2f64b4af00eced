import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from '@playwright/test';
import * as tf from '@tensorflow/tfjs';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatherCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import { loadKernels } from '#forecasting/recurrent/kernels/kernel-module.ts';
import { createRecurrentLayer } from '#forecasting/recurrent/kernels/recurrent-layer.ts';
import { fadingGradients } from '#tests/support/fading-gradients.ts';
import { buildTestKernels } from '#tests/support/kernels.ts';
import { projectRoot } from '#tests/support/launch.ts';
import { trainForAWhile } from '#tests/support/short-training.ts';
import { readKernelBytes } from '#workers/kernel-bytes.ts';
import { findChromium } from '../../scripts/chromium.mjs';

/** Shared memory between threads needs a page that is isolated from others. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

async function bundleProgram(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: ['tests/support/browser-program.ts'],
    bundle: true,
    format: 'iife',
    platform: 'browser',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}

function serve(files: Record<string, { type: string; content: string | Uint8Array }>): Promise<Server> {
  const server = createServer((request, response) => {
    const file = files[request.url ?? ''];
    response.writeHead(file ? 200 : 404, { ...isolation, 'Content-Type': file?.type ?? 'text/plain' });
    response.end(file?.content ?? '');
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

interface Outcome {
  readonly error?: string;
  readonly simd: string;
  readonly threads: number;
  readonly weights: number[];
  readonly answer: number[];
  readonly fading: { hidden: number[]; cell: number[] };
}

describe.skipIf(!findChromium())('the kernels in a browser', () => {
  let server: Server;
  let outcome: Outcome;

  beforeAll(async () => {
    buildTestKernels();
    const { plain, relaxed } = readKernelBytes();
    const wasm = 'application/wasm';
    server = await serve({
      '/': { type: 'text/html', content: '<!doctype html><title>Kernels</title>' },
      '/program.js': { type: 'text/javascript', content: await bundleProgram() },
      '/plain.wasm': { type: wasm, content: plain },
      '/relaxed.wasm': { type: wasm, content: relaxed! },
    });
    const browser = await chromium.launch({ executablePath: findChromium()!, args: ['--no-sandbox'] });
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    outcome = await page.evaluate(
      () =>
        new Promise<Outcome>((resolve) => {
          const worker = new Worker('/program.js');
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => resolve({ error: message } as Outcome);
        }),
    );
    await browser.close();
  }, 120_000);
  afterAll(() => server?.close());

  it('train on two threads to the same bits as here on one', () => {
    expect(outcome.error).toBeUndefined();
    expect(outcome.threads).toBe(2);
    expect(['plain', 'relaxed']).toContain(outcome.simd);
    const kernels = loadKernels({ plain: readKernelBytes().plain });
    expect(outcome.weights).toEqual(trainForAWhile(gatherCrew(kernels)));
  });

  it('follow the gradient back through time to the same bits as here', () => {
    expect(outcome.fading).toEqual(fadingGradients(loadKernels({ plain: readKernelBytes().plain })));
  });

  it('answer in a tf model as here', async () => {
    await tf.setBackend('cpu');
    const kernels = loadKernels({ plain: readKernelBytes().plain });
    const layer = createRecurrentLayer(kernels, 'lstm', { units: 3, seed: 1, inputShape: [4, 2] });
    const model = tf.sequential({ layers: [layer] });
    const answer = model.predict(tf.ones([2, 4, 2])) as tf.Tensor;
    expect(outcome.answer).toEqual([...answer.dataSync()]);
  });
});
