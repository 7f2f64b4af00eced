import { describe, expect, it } from 'vitest';
import { formatStamp } from '#forecasting/series/format-stamp.ts';
import { nextStamps } from '#forecasting/series/next-stamps.ts';
import type { TimeAxis } from '#forecasting/series/series.ts';
import { axisOf, daysOf, sessionBars, timeAxis } from './axes.ts';

const following = (axis: TimeAxis, count: number) =>
  nextStamps(axis, count).map((stamp) => formatStamp(stamp, axis));

describe('nextStamps()', () => {
  it('goes on day by day', () => {
    expect(following(axisOf(['2024-02-26', '2024-02-27', '2024-02-28']), 2)).toEqual([
      '2024-02-29T00:00:00',
      '2024-03-01T00:00:00',
    ]);
  });

  it('leaps over the weekend that the days show', () => {
    const western = timeAxis(daysOf(2024, ({ weekday }) => weekday > 0 && weekday < 6).slice(0, 24));
    expect(following(western, 2)).toEqual(['2024-02-02T00:00:00', '2024-02-05T00:00:00']);
    const sundayToThursday = timeAxis(daysOf(2024, ({ weekday }) => weekday < 5).slice(0, 24));
    expect(following(sundayToThursday, 2)).toEqual(['2024-02-04T00:00:00', '2024-02-05T00:00:00']);
  });

  it('leaps over Saturday and Sunday where the series is too short to show them', () => {
    const axis = axisOf(['2024-01-04', '2024-01-05', '2024-01-08', '2024-01-09', '2024-01-10']);
    expect(following({ ...axis, frequency: 'business-daily' }, 3)[2]).toBe('2024-01-15T00:00:00');
  });

  it('keeps month ends at the end, and the last working day the last', () => {
    expect(following(axisOf(['2023-11-30', '2023-12-31', '2024-01-31']), 2)).toEqual([
      '2024-02-29T00:00:00',
      '2024-03-31T00:00:00',
    ]);
    expect(
      following(axisOf(['2024-01-31', '2024-02-29', '2024-03-29', '2024-04-30', '2024-05-31']), 1),
    ).toEqual(['2024-06-28T00:00:00']);
    expect(following(axisOf(['2023-11-15', '2023-12-15', '2024-01-15']), 1)).toEqual(['2024-02-15T00:00:00']);
  });

  it('steps by quarters and years', () => {
    expect(following(axisOf(['2023-04-01', '2023-07-01', '2023-10-01']), 1)).toEqual(['2024-01-01T00:00:00']);
    expect(following(axisOf(['2021-01-01', '2022-01-01', '2023-01-01']), 1)).toEqual(['2024-01-01T00:00:00']);
  });

  it('gives times only when the market is open', () => {
    expect(following(timeAxis(sessionBars(20)), 14)).toEqual([
      ...Array.from({ length: 13 }, (_, i) => {
        const minutes = 9 * 60 + 30 + i * 30;
        return `2024-01-29T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${minutes % 60 || '00'}:00`;
      }),
      '2024-01-30T09:30:00',
    ]);
  });

  it('counts an index on, and an irregular axis by its median step', () => {
    const index: TimeAxis = {
      kind: 'index',
      stamps: Float64Array.of(3, 4, 5),
      frequency: 'index',
      zone: undefined,
    };
    expect(nextStamps(index, 2)).toEqual([6, 7]);
    expect(nextStamps(timeAxis([0, 1000, 4000, 5001, 9000]), 1)).toEqual([12_000]);
  });

  it('is empty for an empty axis', () => {
    expect(nextStamps(timeAxis([]), 3)).toEqual([]);
  });
});
