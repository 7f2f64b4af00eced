import { normalProbability } from './statistics/normal.ts';

/** What a series promises before anything is trained. */
export interface Forecastability {
  readonly reading: 'random-walk' | 'structured' | 'unknown';
  /** Variance of q-step changes over q times that of one-step changes; 1 on a random walk. */
  readonly varianceRatio: number | null;
  /** The q whose ratio is furthest from 1, in standard errors. */
  readonly steps: number | null;
  /** Of the hypothesis that the series is a random walk, over all q tried. */
  readonly pValue: number | null;
  readonly sentence: string;
}

const distances = [2, 4, 8, 16] as const;
const leastChanges = 64;
const significance = 0.05;

/**
 * Tests whether a series can be told from a random walk, on which nothing beats the last value.
 *
 * Definition: the variance-ratio test of Lo & MacKinlay, "Stock market prices do not follow random walks" (1988),
 * robust against changing variance, over q = 2, 4, 8, 16 jointly after Chow & Denning (1993). Logarithms where
 * all values are positive and vary by more than a factor of two. Missing values are skipped.
 *
 * @example
 * readForecastability(closes).reading; // 'random-walk'
 */
export function readForecastability(values: Float64Array): Forecastability {
  const changes = changesOf(values.filter((value) => !Number.isNaN(value)));
  if (changes.length < leastChanges) return unknown('Too short to say how predictable it is.');
  const ratios = distances.map((steps) => varianceRatio(changes, steps));
  const furthest = ratios.reduce((best, next) => (Math.abs(next.z) > Math.abs(best.z) ? next : best));
  if (!Number.isFinite(furthest.z)) return unknown('It never changes: nothing to learn.');
  const single = 2 * (1 - normalProbability(Math.abs(furthest.z)));
  const pValue = 1 - (1 - single) ** distances.length;
  const reading = pValue > significance ? 'random-walk' : 'structured';
  const figures = `Variance ratio ${furthest.ratio.toFixed(2)} (p ${pValue < 0.01 ? '< 0.01' : `= ${pValue.toFixed(2)}`})`;
  const sentence =
    reading === 'random-walk'
      ? `Looks like a random walk. ${figures}. Expect skill near zero.`
      : `Not a random walk: its changes are related. ${figures}.`;
  return { reading, varianceRatio: furthest.ratio, steps: furthest.steps, pValue, sentence };
}

function unknown(sentence: string): Forecastability {
  return { reading: 'unknown', varianceRatio: null, steps: null, pValue: null, sentence };
}

function changesOf(values: Float64Array): Float64Array {
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    least = Math.min(least, value);
    largest = Math.max(largest, value);
  }
  const levels = least > 0 && largest > 2 * least ? values.map(Math.log) : values;
  return levels.subarray(1).map((value, i) => value - levels[i]!);
}

function varianceRatio(changes: Float64Array, steps: number): { steps: number; ratio: number; z: number } {
  const count = changes.length;
  const mean = changes.reduce((sum, change) => sum + change, 0) / count;
  const centred = changes.map((change) => change - mean);
  const squares = centred.reduce((sum, change) => sum + change * change, 0);
  let ratio = 1;
  let variance = 0;
  for (let lag = 1; lag < steps; lag++) {
    let product = 0;
    let squared = 0;
    for (let t = lag; t < count; t++) {
      product += centred[t]! * centred[t - lag]!;
      squared += centred[t]! ** 2 * centred[t - lag]! ** 2;
    }
    const weight = 2 * (1 - lag / steps);
    ratio += (weight * product) / squares;
    variance += (weight * weight * squared) / squares ** 2;
  }
  return { steps, ratio, z: (ratio - 1) / Math.sqrt(variance) };
}
