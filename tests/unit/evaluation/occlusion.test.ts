import { describe, expect, it } from 'vitest';
import { naive } from '#forecasting/baselines/naive.ts';
import { seasonalNaive } from '#forecasting/baselines/seasonal-naive.ts';
import { planOcclusion } from '#forecasting/evaluation/occlusion.ts';
import type { History } from '#forecasting/forecaster.ts';

const read = (history: History, lookback: number, forecaster: typeof naive, horizon: number) => {
  const plan = planOcclusion(history, lookback);
  return plan.read(plan.histories.map((one) => forecaster(one, horizon)));
};

describe('planOcclusion()', () => {
  it('shows that the last value alone moves the naive forecast, by its distance from the mean', () => {
    // Mean of 1, 2, 3, 6 is 3.
    const history = { values: Float64Array.of(9, 1, 2, 3, 6), seasonLength: 1 };
    expect(read(history, 4, naive, 3)).toEqual([
      { from: 1, to: 1, moved: 3, raised: 3 },
      { from: 2, to: 2, moved: 0, raised: 0 },
      { from: 3, to: 3, moved: 0, raised: 0 },
      { from: 4, to: 4, moved: 0, raised: 0 },
    ]);
  });

  it('shows each value of the last season moving the seasonal naive, up or down', () => {
    const history = { values: Float64Array.of(2, 4, 2, 4), seasonLength: 2 };
    const [last, before, ...older] = read(history, 4, seasonalNaive, 2);
    expect(last).toEqual({ from: 1, to: 1, moved: 0.5, raised: 0.5 });
    expect(before).toEqual({ from: 2, to: 2, moved: 0.5, raised: -0.5 });
    expect(older.map(({ moved }) => moved)).toEqual([0, 0]);
  });

  it('hides what stands for missing values too', () => {
    const history = {
      values: Float64Array.of(1, Number.NaN, 5),
      filled: Float64Array.of(1, 7, 5),
      seasonLength: 1,
    };
    const [, last, before] = planOcclusion(history, 3).histories;
    expect([...last!.filled!]).toEqual([1, 7, 3]);
    expect([...before!.filled!]).toEqual([1, 3, 5]);
    expect(before!.values[1]).toBeNaN();
  });

  it('cuts a long lookback into at most 24 stretches that hold every lag once, the last value alone', () => {
    const history = { values: Float64Array.from({ length: 500 }, (_, i) => i), seasonLength: 1 };
    const stretches = read(history, 336, naive, 1);
    expect(stretches.length).toBeLessThanOrEqual(24);
    expect(stretches[0]).toMatchObject({ from: 1, to: 1 });
    expect(stretches.at(-1)!.to).toBe(336);
    for (const [i, { from }] of stretches.entries()) if (i > 0) expect(from).toBe(stretches[i - 1]!.to + 1);
  });

  it('leaves missing values missing and changes nothing of what it was given', () => {
    const values = Float64Array.of(1, Number.NaN, 4);
    const plan = planOcclusion({ values, seasonLength: 1 }, 10);
    expect(plan.histories).toHaveLength(4);
    expect([...plan.histories[2]!.values]).toEqual([1, Number.NaN, 4]);
    expect([...plan.histories[1]!.values]).toEqual([1, Number.NaN, 2.5]);
    expect([...values]).toEqual([1, Number.NaN, 4]);
  });
});
