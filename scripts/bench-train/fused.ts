// This project's side: argument "plain" or "relaxed", then the number of threads, or "kernel" for the recurrent layer alone.
import { createRandom } from '#forecasting/random.ts';
import { gatherCrew, type KernelCrew } from '#forecasting/recurrent/kernels/kernel-crew.ts';
import { type KernelModule, loadKernels } from '#forecasting/recurrent/kernels/kernel-module.ts';
import { createLayerRecord, createPassRecord } from '#forecasting/recurrent/kernels/layer-record.ts';
import type { StepNetwork } from '#forecasting/recurrent/kernels/step-network.ts';
import { createTrainingStep } from '#forecasting/recurrent/kernels/training-step.ts';
import { readKernelBytes } from '#workers/kernel-bytes.ts';
import { startKernelThread } from '#workers/kernel-threads.ts';
import { serveSteps } from './serve-steps.mjs';

interface BenchCase {
  readonly cell: 'rnn' | 'lstm' | 'gru';
  readonly lookback: number;
  readonly features: number;
  readonly units: number;
  readonly batch: number;
  readonly outputs: number;
}

const [build, mode] = process.argv.slice(2) as [string, string];
const random = createRandom(1);
const draw = (count: number, range = 1) =>
  Float32Array.from({ length: count }, () => (2 * random() - 1) * range);

await serveSteps(async (work: BenchCase) => {
  const { plain, relaxed } = readKernelBytes();
  const kernels = loadKernels({ plain, ...(build === 'relaxed' && relaxed ? { relaxed } : {}) });
  const about = { simd: kernels.simd, build: kernels.build };
  if (mode === 'kernel') return { step: kernelStep(kernels, work), about };
  return { step: trainingStep(await crewOf(kernels, Number(mode)), work), about };
});

async function crewOf(kernels: KernelModule, threads: number): Promise<KernelCrew> {
  const crew = gatherCrew(kernels, threads - 1, startKernelThread);
  while (crew.threads() < threads) await new Promise((resolve) => setTimeout(resolve, 1));
  return crew;
}

/** A step as the product takes it: the batch is handed over anew every time. */
function trainingStep(
  crew: KernelCrew,
  { cell, lookback, features, units, batch, outputs }: BenchCase,
): () => void {
  const network: StepNetwork = {
    steps: lookback,
    features,
    embedUnits: 0,
    layers: [{ name: 'cell', cell, units }],
    contextSize: 0,
    outputs,
    copies: 0,
  };
  const step = createTrainingStep(crew, network, { batchSize: batch, loss: { kind: 'squared' } });
  step.write(step.parameters.map(({ size }) => draw(size, 1 / Math.sqrt(units))));
  const targets = draw(batch * outputs);
  const weights = new Float32Array(targets.length).fill(1 / targets.length);
  const window = { size: batch, inputs: draw(batch * lookback * features), targets, weights };
  return () => step.train(window, { learningRate: 1e-3 });
}

/** The recurrent layer there and back over the batch, sixteen windows at a time; nothing else. */
function kernelStep(
  kernels: KernelModule,
  { cell, lookback, features, units, batch }: BenchCase,
): () => void {
  const { memory, exports } = kernels;
  const columns = { rnn: 1, lstm: 4, gru: 3 }[cell] * units;
  const put = (values: Float32Array) => {
    const address = memory.allocate(values.byteLength);
    memory.floats(address, values.length).set(values);
    return address;
  };
  const weights = {
    kernel: put(draw(features * columns)),
    recurrentKernel: put(draw(units * columns, 1 / Math.sqrt(units))),
    bias: put(draw(columns)),
  };
  const shape = { cell, features, units, gateActivation: 'sigmoid', resetAfter: false } as const;
  const layer = createLayerRecord(kernels, shape, lookback, weights);
  exports.packLayer(layer.address);
  const inputStride = exports.stepBytes(features);
  const pass = createPassRecord(kernels);
  exports.placePass(layer.address, pass.address, memory.allocate(layer.passBytes));
  pass.set({
    width: 64,
    input: put(draw((lookback * inputStride) / 4)),
    inputStride,
    kernelGradient: put(new Float32Array(features * columns)),
    recurrentGradient: put(new Float32Array(units * columns)),
    biasGradient: put(new Float32Array(columns)),
  });
  const last = draw(units * 16);
  return () => {
    for (let window = 0; window < batch; window += 16) {
      exports.runForward(layer.address, pass.address);
      memory.floats(pass.get('returning'), last.length).set(last);
      exports.runBackward(layer.address, pass.address);
    }
  };
}
