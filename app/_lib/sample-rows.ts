import type { NaiveKind } from '#forecasting/forecaster-kind.ts';
import { type OriginRow, originRows, setsOutFromOrigin } from './origin-rows.ts';
import type { TrainingSample } from './training-state.ts';

/** A missing observation travels as null, whatever its type says. */
const known = (value: number | null): number | null => (Number.isFinite(value) ? value : null);

/** A validation window as rows: the origin is 0, the past below it, the steps ahead above it. */
export function sampleRows(sample: TrainingSample, naive: NaiveKind): OriginRow[] {
  const length = sample.history.length;
  return originRows({
    history: {
      stamps: sample.history.map((_, index) => index - length + 1),
      values: sample.history.map(known),
    },
    stamps: sample.actual.map((_, index) => index + 1),
    actual: sample.actual.map(known),
    said: { [naive]: sample.naive.map(known), [sample.forecaster]: sample.forecast.map(known) },
    joined: setsOutFromOrigin,
  });
}
