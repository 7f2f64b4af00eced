// Peak memory of a training as the product does it; argument: observations of the series.
import { createRecurrentForecaster } from '#forecasting/recurrent/recurrent-forecaster.ts';
import { startTensorEngine } from '#workers/tensor-backend.ts';

const length = Number(process.argv[2]);
const { kernels } = await startTensorEngine();
const values = Float64Array.from(
  { length },
  (_, i) => Math.sin((2 * Math.PI * i) / 24) + ((i * 7919) % 97) / 97,
);
const forecaster = createRecurrentForecaster(
  'gru',
  {
    seed: 1,
    seasonLength: 24,
    lookback: 336,
    horizon: 48,
    units: 32,
    epochs: 4,
    patience: 4,
    batchSize: 64,
    learningRate: 3e-3,
    errorScales: [1],
    validate: true,
    signal: new AbortController().signal,
    now: () => performance.now(),
    onEpoch: () => {},
  },
  kernels,
);
const fitted = await forecaster.fit([{ values, seasonLength: 24 }]);
fitted.dispose();
process.stdout.write(`${JSON.stringify({ length, peakMb: process.resourceUsage().maxRSS / 1024 })}\n`);
process.exit(0);
