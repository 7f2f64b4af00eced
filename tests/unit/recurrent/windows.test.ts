import { describe, expect, it } from 'vitest';
import { prepareSeries } from '#forecasting/recurrent/prepared-series.ts';
import { trainingEnds, trainingWindows, validationWindows } from '#forecasting/recurrent/windows.ts';
import { validationOrigins } from '#forecasting/validation-origins.ts';

const span = { lookback: 8, horizon: 4 };
const ramp = (length: number, holes: readonly number[] = []) =>
  prepareSeries({
    values: Float64Array.from({ length }, (_, i) => (holes.includes(i) ? Number.NaN : i)),
    seasonLength: 1,
  });

describe('trainingWindows()', () => {
  it('ends one window at every observation that a whole lookback precedes', () => {
    const { origins } = trainingWindows([ramp(20)], span, [20]);
    expect([...origins]).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
  });

  it('skips windows of which no target was observed', () => {
    const { origins } = trainingWindows([ramp(20, [12, 13, 14, 15, 16])], span, [20]);
    expect([...origins]).not.toContain(11);
    expect([...origins]).not.toContain(12);
    expect([...origins]).toContain(13);
  });

  it('lets a short series begin before it does', () => {
    expect([...trainingWindows([ramp(9)], span, [9]).origins]).toEqual([4, 5, 6, 7]);
  });

  it('names the series of each window', () => {
    const { series } = trainingWindows([ramp(10), ramp(12)], span, [10, 12]);
    expect([...series]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1]);
  });

  it('thins a long series evenly and still sees every place of a season', () => {
    const { origins } = trainingWindows([ramp(1_200_000)], span, [1_200_000]);
    expect(origins.length).toBeGreaterThan(399_000);
    expect(origins.length).toBeLessThanOrEqual(400_001);
    expect(new Set(origins.map((origin) => origin % 24)).size).toBe(24);
    expect(origins.at(-1)).toBeGreaterThan(1_199_990);
  });
});

describe('trainingEnds()', () => {
  it('keeps every target of the validation origins from the gradient', () => {
    const [end] = trainingEnds([ramp(100)], span);
    expect(end).toBe(validationOrigins(100, 4)[0]! + 1);
  });
});

describe('validationWindows()', () => {
  it('stands at the validation origins, on which the baselines are scored too', () => {
    expect([...validationWindows([ramp(100)], span).origins]).toEqual(validationOrigins(100, 4));
  });

  it('thins a large panel evenly and always keeps the last origin', () => {
    const panel = Array.from({ length: 200 }, () => ramp(200));
    const { origins, series } = validationWindows(panel, span);
    expect(origins.length).toBeLessThanOrEqual(2048);
    expect(new Set(series).size).toBe(200);
    expect(origins.filter((origin) => origin === 195)).toHaveLength(200);
  });
});
