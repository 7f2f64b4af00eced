import type { ForecastOffsets } from '../forecaster.ts';
import type { NetworkShape } from './network-shape.ts';
import type { WindowReading } from './quantile-features.ts';
import { quantileFeatures } from './quantile-features.ts';
import { offsetsOf } from './quantile-head.ts';
import type { LearnedQuantiles } from './quantile-training.ts';
import { inUnits } from './quantile-units.ts';
import type { WindowScale } from './scaler.ts';
import type { WindowInputs } from './window-batch.ts';

/**
 * How far off the forecasts of some windows are expected to be, in the data's units.
 *
 * On logarithms an offset is a share, so that the upper one is wider in the data's units.
 *
 * @returns One a window; undefined where it would be no numbers that can be stored.
 */
export function windowOffsets(
  { head, units }: LearnedQuantiles,
  inputs: WindowInputs,
  reading: WindowReading,
  { shape, horizon }: { readonly shape: NetworkShape; readonly horizon: number },
): (ForecastOffsets | undefined)[] {
  const normalised = offsetsOf(head, inUnits(quantileFeatures(inputs, reading, shape), units));
  const { levels } = head;
  return inputs.scales.map((scale, row) => {
    const ends = [-1, 1].map((sign, side) => {
      const values = new Float32Array(levels.length * horizon);
      for (let level = 0; level < levels.length; level++) {
        for (let step = 0; step < horizon; step++) {
          const at = ((row * 2 + side) * levels.length + level) * shape.horizon + step;
          const forecast = reading.forecasts[row * shape.horizon + step]!;
          values[level * horizon + step] = sizeInData(scale, { forecast, offset: normalised[at]!, sign });
        }
      }
      return values;
    });
    const [below, above] = ends as [Float32Array, Float32Array];
    const storable = (value: number) => value > 0 && Number.isFinite(value);
    return below.every(storable) && above.every(storable) ? { levels, below, above } : undefined;
  });
}

function sizeInData(
  { centre, scale, logarithmic }: WindowScale,
  { forecast, offset, sign }: { readonly forecast: number; readonly offset: number; readonly sign: number },
): number {
  if (!logarithmic) return scale * offset;
  return Math.exp(centre + scale * forecast) * Math.abs(Math.expm1(sign * scale * offset));
}
