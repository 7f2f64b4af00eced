import * as tf from '@tensorflow/tfjs';
import { gatherCrew, type StartKernelThread } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import { loadKernels } from '#forecasting/recurrent/kernels/kernel-module.ts';
import { createRecurrentLayer } from '#forecasting/recurrent/kernels/recurrent-layer.ts';
import { serveKernels } from '#forecasting/recurrent/kernels/serve-kernels.ts';
import { fadingGradients } from './fading-gradients.ts';
import { trainForAWhile } from './short-training.ts';

// Runs in a Web Worker: a training on two threads, a layer in a tf model, gradients through time; posts what came out.

const startKernelThread: StartKernelThread = (task) => {
  const source = `onmessage = ({ data }) => (${serveKernels})(data);`;
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  worker.postMessage(task);
  return () => worker.terminate();
};

async function bytesOf(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(path)).arrayBuffer());
}

async function run() {
  const plain = await bytesOf('/plain.wasm');
  const simd = loadKernels({ plain, relaxed: await bytesOf('/relaxed.wasm') }).simd;
  const kernels = loadKernels({ plain });
  const crew = gatherCrew(kernels, 1, startKernelThread);
  while (crew.threads() < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  const weights = trainForAWhile(crew);
  const threads = crew.threads();
  crew.dispose();
  await tf.setBackend('cpu');
  const layer = createRecurrentLayer(kernels, 'lstm', { units: 3, seed: 1, inputShape: [4, 2] });
  const model = tf.sequential({ layers: [layer] });
  const answer = model.predict(tf.ones([2, 4, 2])) as tf.Tensor;
  return { simd, threads, weights, answer: [...answer.dataSync()], fading: fadingGradients(kernels) };
}

run().then(
  (outcome) => postMessage(outcome),
  (error) => postMessage({ error: String(error) }),
);
