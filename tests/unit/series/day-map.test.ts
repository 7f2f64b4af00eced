import { describe, expect, it } from 'vitest';
import { mapDays } from '#forecasting/series/day-map.ts';
import type { TimeAxis } from '#forecasting/series/series.ts';

const dayMs = 86_400_000;
const iso = (stamp: number) => new Date(stamp).toISOString().slice(0, 10);

/** Every day from 2015 to 2024 that `isOpen` lets pass. */
function axisOf(isOpen: (date: string, weekday: number) => boolean, perDay = 1): TimeAxis {
  const stamps: number[] = [];
  for (let stamp = Date.UTC(2015, 0, 1); stamp < Date.UTC(2025, 0, 1); stamp += dayMs) {
    if (!isOpen(iso(stamp), new Date(stamp).getUTCDay())) continue;
    for (let slot = 0; slot < perDay; slot++) stamps.push(stamp + (slot * dayMs) / perDay);
  }
  const frequency = perDay === 24 ? 'hourly' : 'daily';
  return { kind: 'time', stamps: Float64Array.from(stamps), frequency, zone: undefined };
}

const kindAt = (axis: TimeAxis, date: string) => {
  const year = mapDays(axis)?.years.find((one) => one.year === Number(date.slice(0, 4)));
  return year?.days[(Date.parse(date) - Date.UTC(Number(date.slice(0, 4)), 0, 1)) / dayMs];
};

describe('mapDays()', () => {
  const market = axisOf(
    (date, weekday) =>
      weekday % 6 !== 0 && !['-12-25', '-01-01'].some((end) => date.endsWith(end)) && date !== '2023-06-07',
  );

  it('tells weekends and dates that are empty every year from holes', () => {
    expect(kindAt(market, '2023-06-06')).toBe('row');
    expect(kindAt(market, '2023-06-10')).toBe('weekend');
    expect(kindAt(market, '2023-12-25')).toBe('holiday');
    expect(kindAt(market, '2023-06-07')).toBe('hole');
    expect(mapDays(market)).toMatchObject({ holes: [Date.UTC(2023, 5, 7)], holeCount: 1 });
  });

  it('marks days with fewer rows than most, and days beyond the axis', () => {
    const hourly = axisOf(() => true, 24);
    const stamps = hourly.stamps.filter(
      (stamp) => iso(stamp) !== '2022-03-04' || stamp % dayMs < 10 * 3_600_000,
    );
    expect(kindAt({ ...hourly, stamps }, '2022-03-04')).toBe('part');
    expect(kindAt({ ...hourly, stamps: stamps.slice(0, -240) }, '2024-12-31')).toBe('none');
  });

  it('has one entry for each day of a leap year', () => {
    expect(mapDays(market)?.years.map(({ days }) => days.length)).toEqual([
      365, 366, 365, 365, 365, 366, 365, 365, 365, 366,
    ]);
  });

  it('is for axes with a step of a day or less, and of two weeks or more', () => {
    expect(mapDays({ ...market, frequency: 'weekly' })).toBeUndefined();
    expect(mapDays({ ...market, kind: 'index', frequency: 'index' })).toBeUndefined();
    expect(mapDays({ ...market, stamps: market.stamps.slice(0, 9) })).toBeUndefined();
  });
});
