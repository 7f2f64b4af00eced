import type { NaiveKind } from '#forecasting/forecaster-kind.ts';
import { type OriginRow, originRows, setsOutFromOrigin } from './origin-rows.ts';
import type { TrainingSample } from './training-state.ts';

/** A missing observation travels as null, whatever its type says. */
const known = (value: number | null): number | null => (Number.isFinite(value) ? value : null);

/** Steps of history that are drawn at least; of a long lookback not much more than the horizon. */
const leastPast = 24;

/** A validation window as rows: the origin is 0, the past below it, the steps ahead above it. */
export function sampleRows(sample: TrainingSample, naive: NaiveKind): OriginRow[] {
  const past = sample.history.slice(-Math.max(leastPast, 2 * sample.actual.length));
  const length = past.length;
  return originRows({
    history: {
      stamps: past.map((_, index) => index - length + 1),
      values: past.map(known),
    },
    stamps: sample.actual.map((_, index) => index + 1),
    actual: sample.actual.map(known),
    said: { [naive]: sample.naive.map(known), [sample.forecaster]: sample.forecast.map(known) },
    joined: setsOutFromOrigin,
  });
}
