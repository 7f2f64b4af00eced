import type { Points } from '#forecasting/series/downsample.ts';
import { parseStamp } from '#forecasting/series/format-stamp.ts';
import type { TimeAxis } from '#forecasting/series/series.ts';
import { Refusal } from './refusal.ts';

export interface ObservationInput {
  readonly time: string | number;
  readonly value: number | null;
}

/** Observations as they are stored: ascending, each stamp once; refused with the place that is at fault. */
export function toPoints(observations: readonly ObservationInput[], kind: TimeAxis['kind']): Points {
  const rows = observations.map(({ time, value }, index) => ({
    stamp: stampOf(time, kind, index),
    value,
    index,
  }));
  rows.sort((left, right) => left.stamp - right.stamp);
  rows.forEach(({ stamp, index }, place) => {
    if (place > 0 && rows[place - 1]?.stamp === stamp) {
      throw refusal('duplicate-time', 'the same time comes twice', index);
    }
  });
  return {
    stamps: Float64Array.from(rows, ({ stamp }) => stamp),
    values: Float64Array.from(rows, ({ value }) => value ?? Number.NaN),
  };
}

function stampOf(time: string | number, kind: TimeAxis['kind'], index: number): number {
  const stamp = typeof time === 'number' ? time : parseStamp(time, kind);
  if (stamp !== undefined && Number.isSafeInteger(stamp)) return stamp;
  const wanted = kind === 'index' ? 'an integer' : 'a time such as 2024-01-31 or 2024-01-31T06:00:00';
  throw refusal('invalid-time', `${JSON.stringify(time)} is not ${wanted}`, index);
}

const refusal = (code: string, reason: string, index: number) =>
  new Refusal('bad-request', code, `Observation ${index + 1}: ${reason}.`, {
    field: `observations.${index}.time`,
  });
