// Trains on the first 11,520 hours and forecasts every window of the next 2,880; arguments: horizon, seed; values on stdin.
import { readFileSync } from 'node:fs';
import { networkKinds } from '#forecasting/forecaster-kind.ts';
import { deriveSeed } from '#forecasting/random.ts';
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { medianOf } from '#forecasting/running/combine-members.ts';
import { startTensorEngine } from '#workers/tensor-backend.ts';

const trainEnd = 8640;
const validationEnd = 11_520;
const testEnd = 14_400;
const [horizon, seed] = process.argv.slice(2).map(Number) as [number, number];
const raw = JSON.parse(readFileSync(0, 'utf8')) as number[];
const values = standardise(raw.slice(0, testEnd));
const origins = Array.from(
  { length: testEnd - validationEnd - horizon + 1 },
  (_, i) => validationEnd - 1 + i,
);
const { kernels } = await startTensorEngine();
const said: Float64Array[][] = [];
for (const kind of networkKinds) said.push(await forecastAll(kind));
const medians = origins.map((_, i) =>
  medianOf(
    said.map((one) => one[i]!),
    horizon,
  ),
);
const naive = origins.map((origin) => new Float64Array(horizon).fill(values[origin]!));
const byKind = Object.fromEntries(networkKinds.map((kind, k) => [kind, squaredError(said[k]!)]));
process.stdout.write(JSON.stringify({ mse: squaredError(medians), byKind, naive: squaredError(naive) }));
process.exit(0);

/** By mean and deviation of the training part, as the field does. */
function standardise(all: readonly number[]): Float64Array {
  const training = all.slice(0, trainEnd);
  const mean = training.reduce((sum, value) => sum + value, 0) / trainEnd;
  const variance = training.reduce((sum, value) => sum + (value - mean) ** 2, 0) / trainEnd;
  return Float64Array.from(all, (value) => (value - mean) / Math.sqrt(variance));
}

async function forecastAll(kind: (typeof networkKinds)[number]): Promise<Float64Array[]> {
  const network = createRecurrentForecaster(
    kind,
    {
      seed: deriveSeed(seed, kind),
      seasonLength: 24,
      lookback: 336,
      horizon,
      units: 32,
      epochs: 40,
      patience: 8,
      batchSize: 64,
      learningRate: 3e-3,
      errorScales: [1],
      validate: true,
      signal: new AbortController().signal,
      now: () => performance.now(),
      onEpoch: () => undefined,
    },
    kernels,
  );
  const history = (end: number) => ({ values: values.slice(0, end), seasonLength: 24 });
  const fitted = await network.fit([history(validationEnd)]);
  const answers = origins.flatMap((origin) => fitted.forecast([history(origin + 1)], horizon));
  fitted.dispose();
  return answers;
}

function squaredError(forecasts: readonly Float64Array[]): number {
  let sum = 0;
  forecasts.forEach((steps, i) => {
    steps.forEach((value, step) => {
      sum += (values[origins[i]! + 1 + step]! - value) ** 2;
    });
  });
  return sum / (forecasts.length * horizon);
}
