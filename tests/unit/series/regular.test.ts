import { describe, expect, it } from 'vitest';
import { formatStamp } from '#forecasting/series/format-stamp.ts';
import { countGaps, regularise } from '#forecasting/series/regular.ts';
import type { Series, TimeAxis } from '#forecasting/series/series.ts';
import { axisOf, daysOf, sessionBars, steps, timeAxis } from './axes.ts';

const seriesOn = (axis: TimeAxis): Series => ({
  name: 'v',
  axis,
  values: Float64Array.from(axis.stamps, (_, i) => i + 1),
});
const shown = (series: Series) =>
  Array.from(series.axis.stamps, (stamp, i) => [
    formatStamp(stamp, series.axis).slice(0, 10),
    series.values[i],
  ]);

describe('regularise()', () => {
  it('fills a missing day with NaN', () => {
    const regular = regularise(seriesOn(axisOf(['2024-01-01', '2024-01-02', '2024-01-04', '2024-01-05'])));
    expect(shown(regular)).toEqual([
      ['2024-01-01', 1],
      ['2024-01-02', 2],
      ['2024-01-03', Number.NaN],
      ['2024-01-04', 3],
      ['2024-01-05', 4],
    ]);
  });

  it('fills a missing month by the calendar', () => {
    const axis = axisOf(['2023-10-31', '2023-11-30', '2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30']);
    expect(shown(regularise(seriesOn(axis)))[2]).toEqual(['2023-12-31', Number.NaN]);
  });

  it('leaves holidays of a market alone', () => {
    const axis = timeAxis(daysOf(2024, ({ weekday, day }) => weekday > 0 && weekday < 6 && day !== 15));
    const series = seriesOn(axis);
    expect(regularise(series)).toBe(series);
    expect(countGaps(axis)).toBe(0);
  });

  it('fills a bar missing inside a session, but no night, weekend or closed day', () => {
    const bars = sessionBars(30);
    const withoutOne = bars.filter((_, i) => i !== 40);
    const withoutDay = withoutOne.filter(
      (stamp) => Math.floor(stamp / 86_400_000) !== Math.floor(bars[80]! / 86_400_000),
    );
    const axis = timeAxis(withoutDay);
    expect(countGaps(axis)).toBe(1);
    expect(regularise(seriesOn(axis)).axis.stamps).toContain(bars[40]);
  });

  it('fills a missing index', () => {
    const axis: TimeAxis = {
      kind: 'index',
      stamps: Float64Array.of(1, 2, 4),
      frequency: 'index',
      zone: undefined,
    };
    expect([...regularise(seriesOn(axis)).axis.stamps]).toEqual([1, 2, 3, 4]);
  });

  it('leaves an irregular axis and a nearly empty grid as they are', () => {
    const events = seriesOn(timeAxis([0, 1017, 90_003, 90_551, 400_000]));
    expect(regularise(events)).toBe(events);
    const far = seriesOn(timeAxis([...steps('2000-01-01', 60_000, 10), ...steps('2024-01-01', 60_000, 10)]));
    expect(regularise(far)).toBe(far);
  });
});
