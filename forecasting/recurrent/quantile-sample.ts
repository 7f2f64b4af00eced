import { createRandom, deriveSeed, shuffle } from '../random.ts';
import type { ReadWindows } from './network-reading.ts';
import type { NetworkShape } from './network-shape.ts';
import { quantileFeatures } from './quantile-features.ts';
import type { QuantileSample } from './quantile-loss.ts';
import { quantileWindows } from './quantile-windows.ts';
import { gatherBatch, type TrainingData } from './training-data.ts';
import { inForecastBatches } from './window-batch.ts';
import type { WindowSet } from './windows.ts';

/** What gathers samples: a trained network and the panel that it has learned. */
export interface SampleSource {
  readonly read: ReadWindows;
  readonly shape: NetworkShape;
  readonly data: TrainingData;
}

/** Draws training windows and lays out what a head reads of them and how far off the network was. */
export function trainingSample(source: SampleSource, seed: number): QuantileSample {
  const { training } = source.data;
  const order = Uint32Array.from(training.origins, (_, i) => i);
  const count = quantileWindows({ series: source.data.panel.length, horizon: source.shape.horizon });
  shuffle(order, createRandom(deriveSeed(seed, 'quantiles')));
  return sampleOf(source, training, order.subarray(0, count));
}

/** All validation windows. */
export function validationSample(source: SampleSource): QuantileSample {
  const { validation } = source.data;
  return sampleOf(
    source,
    validation,
    Uint32Array.from(validation.origins, (_, i) => i),
  );
}

function sampleOf({ read, shape, data }: SampleSource, set: WindowSet, picks: Uint32Array): QuantileSample {
  const parts = inForecastBatches([...picks]).map((some) => {
    const { inputs, targets } = gatherBatch(data, set, some, shape);
    const reading = read(inputs);
    const { windows, steps } = quantileFeatures(inputs, reading, shape);
    return {
      windows,
      steps,
      residuals: targets.targets.map((target, cell) => target - reading.forecasts[cell]!),
      weights: Float32Array.from(targets.weights, (weight) => weight / data.unitWeight),
    };
  });
  const join = (name: keyof (typeof parts)[number]) => joined(parts.map((part) => part[name]));
  return {
    size: picks.length,
    windows: join('windows'),
    steps: join('steps'),
    residuals: join('residuals'),
    weights: join('weights'),
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Some windows of a sample, in the order of `rows`. */
export function pickRows(sample: QuantileSample, rows: Uint32Array): QuantileSample {
  const take = (values: Float32Array) => {
    const width = values.length / sample.size;
    const taken = new Float32Array(rows.length * width);
    rows.forEach((row, i) => {
      taken.set(values.subarray(row * width, (row + 1) * width), i * width);
    });
    return taken;
  };
  return {
    size: rows.length,
    windows: take(sample.windows),
    steps: take(sample.steps),
    residuals: take(sample.residuals),
    weights: take(sample.weights),
  };
}
