import type { History } from '../../forecaster.ts';
import type { NetworkShape } from '../network-shape.ts';
import { type PreparedSeries, prepareSeries } from '../prepared-series.ts';
import type { TrainingBatch } from '../training-data.ts';
import { gatherInputs, gatherTargets } from '../window-batch.ts';

/** Windows of one series with all their targets, spread evenly over it, as many as there are up to `most`. */
export function spreadWindows(
  history: Omit<History, 'seasonLength'>,
  shape: NetworkShape,
  most: number,
): TrainingBatch {
  const series = prepareSeries({ ...history, seasonLength: shape.seasonLength }, shape.normalisation);
  const origins = spreadOrigins(history.values.length, shape, most);
  return batchAt(series, origins, shape);
}

/** Origins with a whole window before and a whole horizon after them; of a short series what there is. */
function spreadOrigins(length: number, { lookback, horizon }: NetworkShape, most: number): number[] {
  const last = Math.max(0, length - horizon - 1);
  const first = Math.min(last, lookback - 1);
  const count = Math.min(most, last - first + 1);
  return Array.from({ length: count }, (_, i) => last - Math.floor((i * (last - first + 1)) / count));
}

function batchAt(series: PreparedSeries, origins: readonly number[], shape: NetworkShape): TrainingBatch {
  const places = origins.map((origin) => ({ series, origin }));
  const inputs = gatherInputs(places, shape);
  const errorScales = origins.map(() => 1);
  const targets = gatherTargets(places, inputs.scales, {
    horizon: shape.horizon,
    ends: origins.map(() => series.filled.length),
    errorScales,
  });
  return { inputs, targets, errorScales };
}
