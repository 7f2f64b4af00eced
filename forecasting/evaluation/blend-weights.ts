import type { Random } from '../random.ts';
import { drawBlocks } from './resample.ts';

/** One forecaster's steps over all rows that decide, and what came; NaN where nothing was observed. */
export interface BlendRows {
  /** Forecaster → row. */
  readonly forecasts: readonly Float64Array[];
  readonly actual: Float64Array;
  /** What each row's error counts. */
  readonly weights: Float64Array;
}

/** Who votes first, and how chance is ruled out. */
export interface BlendOptions {
  /** Groups of forecasters: the mean of each is a start, and so is each of them alone. */
  readonly starters: readonly (readonly number[])[];
  /** Rows of one origin, which are drawn together. */
  readonly together: number;
  readonly random: Random;
  /** How often the votes are given out, each time on other rows. */
  readonly elections: number;
}

/** Votes that are given out at most, for each forecaster that starts with one. */
const votesEach = 6;
/** A further vote has to lower the error by this share: less is luck. */
const leastGain = 5e-4;

/**
 * Chooses how much each forecaster counts in a weighted mean, on rows that judge nothing.
 *
 * Ensemble selection (R. Caruana et al., "Ensemble Selection from Libraries of Models", 2004): votes are given out one
 * by one, each to the forecaster whose further share lowers the mean absolute error most, the same one again if need
 * be, until none lowers it. The first votes go to the best of `starters`, since a mean of equals is hard to beat where
 * rows are few. As there, the weights are the mean of several such elections, each on rows drawn with replacement
 * (whole origins, in blocks of neighbours): a forecaster that was lucky on few rows does not take all.
 *
 * @returns One weight a forecaster, in sum 1.
 *
 * @example
 * blendWeights({ forecasts: [[2, 2], [0, 0]], actual: [1, 1], weights: [1, 1] }, { starters: [[0, 1]], together: 1, random: createRandom(1), elections: 25 }); // [0.5, 0.5]
 */
export function blendWeights(rows: BlendRows, options: BlendOptions): Float64Array {
  const total = new Float64Array(rows.forecasts.length);
  for (let election = 0; election < options.elections; election++) {
    const drawn = election === 0 ? rows : drawRows(rows, options);
    elect(drawn, options.starters).forEach((weight, i) => {
      total[i]! += weight;
    });
  }
  return total.map((votes) => votes / options.elections);
}

/** The same rows, each origin counted as often as it is drawn. */
function drawRows({ forecasts, actual, weights }: BlendRows, { together, random }: BlendOptions): BlendRows {
  const origins = Math.ceil(actual.length / together);
  const counts = drawBlocks(origins, Math.max(1, Math.round(Math.cbrt(origins))), random);
  return {
    forecasts,
    actual,
    weights: weights.map((weight, i) => weight * counts[Math.floor(i / together)]!),
  };
}

function elect(rows: BlendRows, starters: BlendOptions['starters']): Float64Array {
  const alone = [...new Set(starters.flat())].map((starter) => [starter]);
  const starts = [...starters, ...alone].map((votes) => startWith(rows, votes));
  const best = starts.reduce((least, start) => (start.error < least.error ? start : least));
  const most = votesEach * alone.length;
  let ballot = best;
  while (ballot.votes < most) {
    const next = bestFurtherVote(rows, ballot);
    if (!(next.error < ballot.error * (1 - leastGain))) break;
    ballot = next;
  }
  return ballot.counts.map((count) => count / ballot.votes);
}

/** Votes given out so far, and what their mean is worth. */
interface Ballot {
  readonly counts: Float64Array;
  readonly votes: number;
  /** Sum of the forecasts voted for, by row. */
  readonly sum: Float64Array;
  readonly error: number;
}

function startWith(rows: BlendRows, starters: readonly number[]): Ballot {
  const counts = new Float64Array(rows.forecasts.length);
  const sum = new Float64Array(rows.actual.length);
  for (const starter of starters) {
    counts[starter] = 1;
    addTo(sum, rows.forecasts[starter]!);
  }
  return { counts, votes: starters.length, sum, error: errorOf(rows, sum, starters.length) };
}

function bestFurtherVote(rows: BlendRows, ballot: Ballot): Ballot {
  const errors = rows.forecasts.map((forecast) => errorOf(rows, ballot.sum, ballot.votes + 1, forecast));
  const least = errors.reduce((best, error, i) => (error < errors[best]! ? i : best), 0);
  const counts = ballot.counts.slice();
  counts[least]! += 1;
  const sum = ballot.sum.slice();
  addTo(sum, rows.forecasts[least]!);
  return { counts, votes: ballot.votes + 1, sum, error: errors[least]! };
}

function addTo(sum: Float64Array, values: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += values[i]!;
}

/** The weighted mean absolute error of (sum + further) / votes. */
function errorOf(
  { actual, weights }: BlendRows,
  sum: Float64Array,
  votes: number,
  further?: Float64Array,
): number {
  let error = 0;
  let total = 0;
  for (let i = 0; i < actual.length; i++) {
    if (Number.isNaN(actual[i]!) || weights[i] === 0) continue;
    const said = (sum[i]! + (further ? further[i]! : 0)) / votes;
    error += weights[i]! * Math.abs(actual[i]! - said);
    total += weights[i]!;
  }
  return error / total;
}
