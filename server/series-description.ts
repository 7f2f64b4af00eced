import { summariseObservations } from '#db/queries/observation-summary.ts';
import { readObservationsBefore } from '#db/queries/observations.ts';
import type { SeriesRow } from '#db/queries/series.ts';
import { readForecastability } from '#forecasting/evaluation/forecastability.ts';
import { autocorrelation, whiteNoiseBound } from '#forecasting/series/autocorrelation.ts';
import { timeOfDay, weekdayOf } from '#forecasting/series/calendar-date.ts';
import { mapDays } from '#forecasting/series/day-map.ts';
import type { Points } from '#forecasting/series/downsample.ts';
import { seasonStrength } from '#forecasting/series/season-strength.ts';
import type { TimeAxis } from '#forecasting/series/series.ts';
import type { Gap, SeriesDescription } from './api-types.ts';
import { withGaps } from './chart-points.ts';
import type { Services } from './context.ts';

/** Enough for every figure, and read in a fraction of a second. */
const mostDescribed = 100_000;
const mostGaps = 50;
const mostLags = 60;
const lagsWithoutSeason = 24;
const hourMs = 3_600_000;

/** What a series is like, before anything is trained on it. */
export function describeSeries({ db }: Pick<Services, 'db'>, series: SeriesRow): SeriesDescription {
  const { id, seasonLength, rows, missing, axisKind } = series;
  const observed = readObservationsBefore(db, id, series.lastStamp ?? 0, mostDescribed);
  const { stamps, values } = withGaps(series, observed);
  const present = values.filter((value) => !Number.isNaN(value));
  const lags = seasonLength > 1 ? Math.min(3 * seasonLength, mostLags) : lagsWithoutSeason;
  const { reading, varianceRatio, sentence } = readForecastability(values);
  return {
    rows,
    basedOnRows: observed.stamps.length,
    missing,
    gaps: findGaps({ stamps, values }),
    ...summariseObservations(db, id),
    seasonStrength: seasonStrength(values, seasonLength),
    acf: autocorrelation(values, lags),
    acfBound: whiteNoiseBound(present.length),
    dayMap: mapDays(axisOf(series, observed)) ?? null,
    occupancy: axisKind === 'time' ? countByHour(observed) : null,
    forecastability: { kind: reading, reading: sentence, varianceRatio },
  };
}

const axisOf = ({ axisKind, frequency, zone }: SeriesRow, { stamps }: Points): TimeAxis => ({
  kind: axisKind,
  stamps,
  frequency,
  zone: zone ?? undefined,
});

/** Stretches of missing values, the longest first. */
function findGaps({ stamps, values }: Points): Gap[] {
  const gaps: Gap[] = [];
  for (let from = 0; from < values.length; from++) {
    if (!Number.isNaN(values[from] as number)) continue;
    let to = from;
    while (Number.isNaN(values[to + 1] ?? 0)) to += 1;
    gaps.push({ fromStamp: stamps[from] as number, toStamp: stamps[to] as number, count: to - from + 1 });
    from = to;
  }
  return gaps.sort((left, right) => right.count - left.count).slice(0, mostGaps);
}

/** Observed values by weekday, Monday first, and hour. */
function countByHour({ stamps, values }: Points): number[][] {
  const counts = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  stamps.forEach((stamp, index) => {
    if (Number.isNaN(values[index] as number)) return;
    const day = counts[(weekdayOf(stamp) + 6) % 7] as number[];
    const hour = Math.floor(timeOfDay(stamp) / hourMs);
    day[hour] = (day[hour] as number) + 1;
  });
  return counts;
}
