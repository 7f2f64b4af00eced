import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisTicks } from '#app/_lib/time-ticks.ts';

const time = { axisKind: 'time', frequency: 'hourly' } as const;
const index = { axisKind: 'index', frequency: 'index' } as const;
const iso = (ticks: readonly number[]) => ticks.map((tick) => new Date(tick).toISOString().slice(0, 16));

describe('axisTicks()', () => {
  it('stands on the firsts of years over decades', () => {
    const ticks = axisTicks([Date.UTC(1981, 5, 1), Date.UTC(1990, 11, 31)], time, 5);
    expect(iso(ticks)).toEqual([
      '1982-01-01T00:00',
      '1984-01-01T00:00',
      '1986-01-01T00:00',
      '1988-01-01T00:00',
      '1990-01-01T00:00',
    ]);
  });

  it('stands on Mondays over some weeks and on whole hours over a day', () => {
    const weeks = axisTicks([Date.UTC(2026, 10, 4), Date.UTC(2026, 11, 4)], time, 5);
    expect(weeks.every((tick) => new Date(tick).getUTCDay() === 1)).toBe(true);
    const hours = axisTicks([Date.UTC(2026, 10, 4), Date.UTC(2026, 10, 5)], time, 8);
    expect(iso(hours).slice(0, 2)).toEqual(['2026-11-04T00:00', '2026-11-04T03:00']);
  });

  it('stands on round numbers of an index', () => {
    expect(axisTicks([0, 1000], index, 6)).toEqual([0, 200, 400, 600, 800, 1000]);
  });

  it('answers with the point itself where there is no range', () => {
    expect(axisTicks([5, 5], index, 6)).toEqual([5]);
  });

  it('stays within the range, in order, and near the number asked for', () => {
    const anyTime = fc.integer({ min: -2e12, max: 4e12 });
    const anySpan = fc.integer({ min: 10_000, max: 3e12 });
    fc.assert(
      fc.property(anyTime, anySpan, fc.integer({ min: 2, max: 14 }), (from, span, most) => {
        const ticks = axisTicks([from, from + span], time, most);
        expect(ticks.length).toBeLessThanOrEqual(most * 1.1 + 1);
        expect(
          ticks.every(
            (tick, at) => tick >= from && tick <= from + span && (at === 0 || tick > ticks[at - 1]!),
          ),
        ).toBe(true);
      }),
    );
  });
});
