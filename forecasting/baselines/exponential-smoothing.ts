import { lastObservedIndex } from './last-observed.ts';
import { minimise } from './nelder-mead.ts';

/** How the trend goes on: not at all, in a line, or ever less. */
export type Trend = 'none' | 'linear' | 'damped';

/** Weights of the level, the slope and of the slope's damping, and the states before the first observation. */
interface Parameters {
  readonly alpha: number;
  readonly beta: number;
  readonly phi: number;
  readonly level: number;
  readonly slope: number;
}

/** The usual bounds of the weights. */
const least = 1e-4;
const most = 0.9999;
const leastDamping = 0.8;
const mostDamping = 0.98;
/** Observations that the first states are guessed from. */
const leading = 10;
/** Older observations have no weight left. */
const longest = 5000;
/** The search looks at absolute sizes: series beyond these are brought to the size of a thousand first. */
const ordinary = { least: 1, most: 1e8, usual: 1000 };
/** Below this a division overflows. */
const vanishing = 1e-290;

/**
 * Fits exponential smoothing with additive errors and forecasts with it.
 *
 * Definition: Hyndman, Koehler, Ord & Snyder, "Forecasting with Exponential Smoothing" (2008), models ETS(A,N,N),
 * ETS(A,A,N) and ETS(A,Ad,N), as R's `forecast::ses` and `forecast::holt`: weights and first states by the least
 * mean squared one-step error, searched for from the same start by the same simplex method, so that the local
 * minimum is the same where there are several. A missing observation moves nothing. Of longer series the last
 * 5000 observations are used.
 *
 * @returns One value a step.
 * @throws ForecastingError 'invalid-series' where no value is there.
 *
 * @example
 * smoothExponentially(Float64Array.of(1, 2, 3, 4), 'linear', 2).map(Math.round); // [5, 6]
 */
export function smoothExponentially(values: Float64Array, trend: Trend, horizon: number): Float64Array {
  lastObservedIndex(values);
  const recent = values.subarray(Math.max(0, values.length - longest));
  const divisor = divisorFor(recent);
  const scaled = divisor === 1 ? recent : recent.map((value) => value / divisor);
  const start = guess(scaled, trend);
  const found = minimise((point) => meanSquare(scaled, unpack(point, trend)), pack(start, trend));
  return goOn(filter(scaled, unpack(found, trend)), horizon).map((value) => value * divisor);
}

function divisorFor(values: Float64Array): number {
  let size = 0;
  for (const value of values) if (Math.abs(value) > size) size = Math.abs(value);
  if (size < vanishing || (size >= ordinary.least && size <= ordinary.most)) return 1;
  return size / ordinary.usual;
}

/** The states of a line through the first observations, and weights near the bottom of their bounds. */
function guess(values: Float64Array, trend: Trend): Parameters {
  const alpha = least + 0.2 * (most - least);
  const beta = least + 0.1 * (alpha - least);
  const phi = leastDamping + 0.99 * (mostDamping - leastDamping);
  const first = Array.from(values.subarray(0, leading))
    .map((value, t) => ({ t: t + 1, value }))
    .filter(({ value }) => !Number.isNaN(value));
  const meanT = average(first.map(({ t }) => t));
  const mean = average(first.map(({ value }) => value));
  if (trend === 'none') return { alpha, beta: 0, phi: 1, level: mean, slope: 0 };
  const spread = first.reduce((sum, { t }) => sum + (t - meanT) ** 2, 0);
  const slope =
    spread > 0 ? first.reduce((sum, { t, value }) => sum + (t - meanT) * (value - mean), 0) / spread : 0;
  return { alpha, beta, phi: trend === 'damped' ? phi : 1, level: mean - slope * meanT, slope };
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What the search varies. */
function pack({ alpha, beta, phi, level, slope }: Parameters, trend: Trend): number[] {
  if (trend === 'none') return [alpha, level];
  return trend === 'linear' ? [alpha, beta, level, slope] : [alpha, beta, phi, level, slope];
}

function unpack(point: readonly number[], trend: Trend): Parameters {
  const [first, second, third, fourth, fifth] = point as [number, number, number, number, number];
  if (trend === 'none') return { alpha: first, beta: 0, phi: 1, level: second, slope: 0 };
  if (trend === 'linear') return { alpha: first, beta: second, phi: 1, level: third, slope: fourth };
  return { alpha: first, beta: second, phi: third, level: fourth, slope: fifth };
}

/** Infinite outside the bounds; the slope weighs at most as much as the level. */
function meanSquare(values: Float64Array, parameters: Parameters): number {
  const { alpha, beta, phi } = parameters;
  if (alpha < least || alpha > most) return Number.POSITIVE_INFINITY;
  if (beta !== 0 && (beta < least || beta > alpha)) return Number.POSITIVE_INFINITY;
  if (phi !== 1 && (phi < leastDamping || phi > mostDamping)) return Number.POSITIVE_INFINITY;
  return filter(values, parameters).squares / values.length;
}

interface Filtered extends Parameters {
  readonly squares: number;
}

/** Carries the states through all observations and sums the squared one-step errors. */
function filter(values: Float64Array, parameters: Parameters): Filtered {
  const { alpha, beta, phi } = parameters;
  let { level, slope } = parameters;
  let squares = 0;
  for (let t = 0; t < values.length; t++) {
    const ahead = level + phi * slope;
    const value = values[t]!;
    const error = Number.isNaN(value) ? 0 : value - ahead;
    squares += error * error;
    level = ahead + alpha * error;
    slope = phi * slope + beta * error;
  }
  return { ...parameters, level, slope, squares };
}

function goOn({ level, slope, phi }: Filtered, horizon: number): Float64Array {
  let reach = 0;
  return Float64Array.from({ length: horizon }, (_, step) => {
    reach += phi ** (step + 1);
    return level + reach * slope;
  });
}
