import { countObservations, readObservations, readOutline } from '#db/queries/observations.ts';
import type { SeriesRow } from '#db/queries/series.ts';
import { downsample, type Points } from '#forecasting/series/downsample.ts';
import { regularise } from '#forecasting/series/regular.ts';
import type { SeriesPoints } from './api-types.ts';
import type { Services } from './context.ts';

export interface PointsRequest {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly maxPoints: number;
}

/** A longer range is read by its outline: its lowest and highest values, interval by interval. */
const mostRead = 100_000;

/** The points of a range for a chart: gaps are kept, and no more points than it can show. */
export function chartPoints(
  { db }: Pick<Services, 'db'>,
  series: SeriesRow,
  { from, to, maxPoints }: PointsRequest,
): SeriesPoints {
  const range = { from: ceil(from), to: floor(to) };
  const total = countObservations(db, series.id, range);
  const points =
    total <= mostRead
      ? withGaps(series, readObservations(db, series.id, range))
      : readOutline(db, series.id, {
          from: Math.max(range.from ?? -Infinity, series.firstStamp ?? 0),
          to: Math.min(range.to ?? Infinity, series.lastStamp ?? 0),
          buckets: maxPoints * 2,
        });
  const thin = downsample(points, maxPoints);
  return { ...toNullable(thin), total, downsampled: total > mostRead || thin !== points };
}

export function withGaps(series: SeriesRow, points: Points): Points {
  const axis = {
    kind: series.axisKind,
    stamps: points.stamps,
    frequency: series.frequency,
    zone: series.zone ?? undefined,
  };
  const regular = regularise({ name: series.name, axis, values: points.values });
  return { stamps: regular.axis.stamps, values: regular.values };
}

/** Missing values as null, as JSON knows them. */
export function toNullable({ stamps, values }: Points): { stamps: number[]; values: (number | null)[] } {
  return {
    stamps: Array.from(stamps),
    values: Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
  };
}

/** Zooming gives fractions of a millisecond. */
const ceil = (stamp: number | undefined) => (stamp === undefined ? undefined : Math.ceil(stamp));
const floor = (stamp: number | undefined) => (stamp === undefined ? undefined : Math.floor(stamp));
