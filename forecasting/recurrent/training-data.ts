import { ForecastingError } from '../errors.ts';
import type { History } from '../forecaster.ts';
import type { NetworkShape } from './network-shape.ts';
import { type PreparedSeries, prepareSeries } from './prepared-series.ts';
import {
  gatherInputs,
  gatherTargets,
  type WindowInputs,
  type WindowPlace,
  type WindowTargets,
} from './window-batch.ts';
import { trainingEnds, trainingWindows, validationWindows, type WindowSet } from './windows.ts';

/** A panel cut for training: which windows the gradient sees and which decide when to stop. */
export interface TrainingData {
  readonly panel: readonly PreparedSeries[];
  readonly errorScales: readonly number[];
  readonly training: WindowSet;
  /** Empty when nothing is kept for validation. */
  readonly validation: WindowSet;
  /** The mean weight of a target: losses are divided by it, so that they are about 1 whatever the unit. */
  readonly unitWeight: number;
}

/** One batch, ready for the network. */
export interface TrainingBatch {
  readonly inputs: WindowInputs;
  readonly targets: WindowTargets;
  /** Divisor of each window's errors in data units. */
  readonly errorScales: readonly number[];
}

/** Windows that tell how large errors are and how good the copies are before training. */
export const sampleSize = 512;

/**
 * Cuts a panel for training.
 *
 * @throws ForecastingError 'too-short' when not one window fits.
 */
export function prepareTraining(
  histories: readonly History[],
  shape: NetworkShape,
  { errorScales, validate }: { errorScales: readonly number[]; validate: boolean },
): TrainingData {
  const panel = histories.map((history) => prepareSeries(history, shape.normalisation));
  const validation = validate ? validationWindows(panel, shape) : { ...noWindows, targetEnds: [] };
  const ends =
    validation.origins.length > 0 ? trainingEnds(panel, shape) : panel.map((series) => series.filled.length);
  const training = trainingWindows(panel, shape, ends);
  if (training.origins.length === 0) {
    const longest = Math.max(0, ...panel.map((series) => series.filled.length));
    throw new ForecastingError(
      'too-short',
      `Cannot train a network: at least one window of horizon ${shape.horizon} is needed, the longest history has ${longest} observations`,
    );
  }
  const data = { panel, errorScales, training, validation, unitWeight: 1 };
  const { targets } = gatherBatch(data, training, spread(training.origins.length, sampleSize), shape);
  return { ...data, unitWeight: meanPositive(targets.weights) };
}

const noWindows = { series: new Uint32Array(0), origins: new Uint32Array(0) };

/** Gathers the windows of a set that stand at `picks`. */
export function gatherBatch(
  data: TrainingData,
  windows: WindowSet,
  picks: ArrayLike<number>,
  shape: NetworkShape,
): TrainingBatch {
  const places: WindowPlace[] = [];
  const ends: number[] = [];
  const errorScales: number[] = [];
  for (let i = 0; i < picks.length; i++) {
    const series = windows.series[picks[i]!]!;
    places.push({ series: data.panel[series]!, origin: windows.origins[picks[i]!]! });
    ends.push(windows.targetEnds[series]!);
    errorScales.push(data.errorScales[series] ?? 1);
  }
  const inputs = gatherInputs(places, shape);
  const rule = { horizon: shape.horizon, ends, errorScales };
  return { inputs, targets: gatherTargets(places, inputs.scales, rule), errorScales };
}

/** Up to `most` of the numbers 0 … count − 1, evenly spread. */
export function spread(count: number, most: number): Uint32Array {
  const size = Math.min(count, most);
  return Uint32Array.from({ length: size }, (_, i) => Math.floor((i * count) / size));
}

function meanPositive(weights: Float64Array): number {
  let mean = 0;
  let count = 0;
  for (const weight of weights) if (weight > 0) mean += (weight - mean) / ++count;
  return mean > 0 ? mean : 1;
}
