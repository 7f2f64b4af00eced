import type { OriginOffsets } from '../evaluation/backtest.ts';
import type { ForecastOffsets } from '../forecaster.ts';
import type { ExpectedOffsets } from './forecaster-record.ts';

/**
 * How far off several networks of a kind expect to be together: the geometric mean of their offsets, so that one that
 * is off by a factor counts alike whichever way.
 *
 * @returns undefined where one of them says nothing of it.
 *
 * @example
 * combineOffsets([first.offsets, second.offsets])?.issued.length; // one a series
 */
export function combineOffsets(all: readonly (ExpectedOffsets | undefined)[]): ExpectedOffsets | undefined {
  const known = all.filter((offsets) => offsets !== undefined);
  if (known.length < all.length) return undefined;
  return known.length === 1 ? known[0] : joinAll(known, geometricMean);
}

/** What a blend mixes of a forecaster. */
export interface OffsetShare {
  readonly offsets: ExpectedOffsets | undefined;
  readonly share: number;
}

/**
 * How far off a blend expects to be: the mean of its networks' offsets, weighted by their shares. Forecasters without
 * offsets do not count; what the blend's errors really are is left to the calibration.
 *
 * @returns undefined where none of its parts says anything of it.
 *
 * @example
 * blendOffsets([{ offsets: record.offsets, share: 0.6 }])?.issued.length; // one a series
 */
export function blendOffsets(parts: readonly OffsetShare[]): ExpectedOffsets | undefined {
  const known = parts.flatMap(({ offsets, share }) => (offsets === undefined ? [] : [{ offsets, share }]));
  if (known.length === 0) return undefined;
  return joinAll(
    known.map(({ offsets }) => offsets),
    weightedMean(known.map(({ share }) => share)),
  );
}

/**
 * The mean weighted by shares, whatever they sum to.
 *
 * @example
 * weightedMean([1, 3])([2, 10]); // 8
 */
export function weightedMean(shares: readonly number[]): Join {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return (values) => values.reduce((sum, value, i) => sum + (shares[i]! / total) * value, 0);
}

/** What several numbers come to. */
type Join = (values: readonly number[]) => number;

/**
 * The geometric mean of positive numbers.
 *
 * @example
 * geometricMean([2, 8]).toFixed(6); // '4.000000'
 */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

function joinAll(all: readonly ExpectedOffsets[], join: Join): ExpectedOffsets {
  const part = (name: 'selection' | 'verdict'): OriginOffsets =>
    all[0]![name].map((origins, series) =>
      origins.map((_, slot) =>
        joinOffsets(
          all.map((offsets) => offsets[name][series]![slot]!),
          join,
        ),
      ),
    );
  return {
    selection: part('selection'),
    verdict: part('verdict'),
    issued: all[0]!.issued.map((_, series) =>
      joinOffsets(
        all.map(({ issued }) => issued[series]!),
        join,
      ),
    ),
  };
}

/**
 * Joins what several forecasters say about one forecast, number by number.
 *
 * @example
 * joinOffsets([{ levels: [80], below: [1], above: [2] }, { levels: [80], below: [3], above: [4] }], weightedMean([1, 1])); // { levels: [80], below: [2], above: [3] }
 */
export function joinOffsets(all: readonly ForecastOffsets[], join: Join): ForecastOffsets {
  const side = (name: 'below' | 'above') =>
    all[0]![name].map((_, i) => join(all.map((offsets) => offsets[name][i]!)));
  return { levels: all[0]!.levels, below: side('below'), above: side('above') };
}
