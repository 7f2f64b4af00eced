import { studentProbability } from './statistics/student-t.ts';

/** Whether two forecasters' losses differ on average. */
export interface LossDifferenceTest {
  /** Positive where the first forecaster lost more. */
  readonly statistic: number;
  /** Two-sided, Student t with one degree of freedom less than there are origins. */
  readonly pValue: number;
  /** Of the mean difference, with the small-sample correction in it. */
  readonly standardError: number;
}

/**
 * The Diebold–Mariano test with the small-sample correction of Harvey, Leybourne and Newbold.
 *
 * Definition: Diebold & Mariano, "Comparing Predictive Accuracy" (1995); Harvey, Leybourne & Newbold, "Testing
 * the equality of prediction mean squared errors" (1997). The long-run variance sums the autocovariances below
 * the reach, as R's `forecast::dm.test` with `varestimator = "acf"`.
 *
 * @param differences Loss of the first minus loss of the second, one an origin, in time.
 * @param reach How many neighbouring origins share steps: 1 where folds do not overlap.
 * @returns undefined where there are fewer than 3 origins, or the variance is not positive.
 *
 * @example
 * dieboldMariano([1, 2, 0, 3, -1, 2], 1)?.statistic.toFixed(4); // '1.9415'
 */
export function dieboldMariano(
  differences: ArrayLike<number>,
  reach: number,
): LossDifferenceTest | undefined {
  const count = differences.length;
  if (count < 3 || reach >= count) return undefined;
  const mean = sumOf(differences) / count;
  let variance = autocovariance(differences, mean, 0);
  for (let lag = 1; lag < reach; lag++) variance += 2 * autocovariance(differences, mean, lag);
  if (!(variance > 0)) return undefined;
  const correction = Math.sqrt((count + 1 - 2 * reach + (reach * (reach - 1)) / count) / count);
  const standardError = Math.sqrt(variance / count) / correction;
  const statistic = mean / standardError;
  return { statistic, pValue: 2 * (1 - studentProbability(Math.abs(statistic), count - 1)), standardError };
}

function autocovariance(values: ArrayLike<number>, mean: number, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) sum += (values[i]! - mean) * (values[i - lag]! - mean);
  return sum / values.length;
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
