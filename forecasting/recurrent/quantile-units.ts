import type { QuantileFeatures } from './quantile-features.ts';

/** Means and spreads of what a head reads, so that it learns from numbers of about unit size. */
export interface QuantileUnits {
  readonly windows: Units;
  readonly steps: Units;
}

export interface Units {
  readonly means: Float32Array;
  /** Standard deviations, 1 where a number never changes. */
  readonly spreads: Float32Array;
}

/** A number that varies less than this is taken as one that never changes. */
const leastSpread = 1e-4;
/** A number further from its mean counts as one so far: what was never seen shall not carry offsets away. */
const furthest = 2;

/** Measures what a head reads over a sample. */
export function measureUnits(features: QuantileFeatures, stepFeatures: number): QuantileUnits {
  const { size, windows, steps } = features;
  return { windows: unitsOf(windows, windows.length / size), steps: unitsOf(steps, stepFeatures) };
}

function unitsOf(values: Float32Array, width: number): Units {
  const rows = values.length / width;
  const means = new Float64Array(width);
  const squares = new Float64Array(width);
  values.forEach((value, i) => {
    means[i % width]! += value / rows;
  });
  values.forEach((value, i) => {
    squares[i % width]! += (value - means[i % width]!) ** 2 / rows;
  });
  const spreads = squares.map((square) => (Math.sqrt(square) > leastSpread ? Math.sqrt(square) : 1));
  return { means: Float32Array.from(means), spreads: Float32Array.from(spreads) };
}

/** The same numbers in those units. */
export function inUnits<T extends QuantileFeatures>(features: T, units: QuantileUnits): T {
  return {
    ...features,
    windows: rescale(features.windows, units.windows),
    steps: rescale(features.steps, units.steps),
  };
}

function rescale(values: Float32Array, { means, spreads }: Units): Float32Array {
  const width = means.length;
  return values.map((value, i) => {
    const unit = (value - means[i % width]!) / spreads[i % width]!;
    return Math.max(-furthest, Math.min(furthest, unit));
  });
}
