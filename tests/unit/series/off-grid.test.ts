import { describe, expect, it } from 'vitest';
import type { Frequency } from '#forecasting/series/frequency.ts';
import { firstOffGrid } from '#forecasting/series/off-grid.ts';
import type { TimeAxis } from '#forecasting/series/series.ts';

const at = (text: string) => Date.parse(`${text}Z`);
const axis = (frequency: Frequency, ...times: string[]): TimeAxis => ({
  kind: 'time',
  stamps: Float64Array.from(times, at),
  frequency,
  zone: undefined,
});
const fresh = (...times: string[]) => Float64Array.from(times, at);

describe('firstOffGrid()', () => {
  it('finds a time between two steps', () => {
    const hourly = axis('hourly', '2024-01-01T00:00', '2024-01-01T01:00');
    expect(firstOffGrid(hourly, fresh('2024-01-01T02:00', '2024-01-01T03:30'))).toBe(at('2024-01-01T03:30'));
  });

  it('takes steps that are left out', () => {
    const daily = axis('daily', '2024-01-01T00:00', '2024-01-02T00:00');
    expect(firstOffGrid(daily, fresh('2024-02-29T00:00'))).toBeUndefined();
  });

  it('finds the middle of a month on a monthly axis', () => {
    const monthly = axis('monthly', '1960-11-01T00:00', '1960-12-01T00:00');
    expect(firstOffGrid(monthly, fresh('1961-01-01T00:00', '1961-01-15T00:00'))).toBe(at('1961-01-15T00:00'));
  });

  it('takes month ends of any length', () => {
    const monthly = axis('monthly', '2023-12-31T00:00', '2024-01-31T00:00');
    expect(firstOffGrid(monthly, fresh('2024-02-29T00:00', '2024-03-31T00:00'))).toBeUndefined();
  });

  it('finds a Sunday, and another time of day, on trading days', () => {
    const trading = axis('business-daily', '2024-01-04T00:00', '2024-01-05T00:00');
    expect(firstOffGrid(trading, fresh('2024-01-07T00:00'))).toBe(at('2024-01-07T00:00'));
    expect(firstOffGrid(trading, fresh('2024-01-08T03:17'))).toBe(at('2024-01-08T03:17'));
    expect(firstOffGrid(trading, fresh('2024-01-08T00:00'))).toBeUndefined();
  });

  it('takes anything where the axis has no grid', () => {
    const irregular = axis('irregular', '2024-01-01T00:00', '2024-01-01T07:11');
    expect(firstOffGrid(irregular, fresh('2024-01-02T09:42'))).toBeUndefined();
    const drifting = axis('hourly', '2024-01-01T00:00', '2024-01-01T01:02');
    expect(firstOffGrid(drifting, fresh('2024-01-01T02:17'))).toBeUndefined();
  });
});
