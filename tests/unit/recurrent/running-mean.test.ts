import { describe, expect, it } from 'vitest';
import { createRunningMean } from '#forecasting/recurrent/running-mean.ts';

describe('createRunningMean()', () => {
  it('is the mean of everything up to an observation', () => {
    const mean = createRunningMean(Float64Array.of(1, 2, 6));
    expect([0, 1, 2].map(mean.upTo)).toEqual([1, 1.5, 3]);
  });

  it('gives a longer series the same means, bit for bit, across the stretches that are kept', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 1e3 + i / 7);
    const whole = createRunningMean(values);
    for (const index of [0, 254, 255, 256, 257, 511, 512, 513, 998]) {
      expect(createRunningMean(values.slice(0, index + 1)).upTo(index)).toBe(whole.upTo(index));
      const sum = values.subarray(0, index + 1).reduce((total, value) => total + value, 0);
      expect(whole.upTo(index)).toBeCloseTo(sum / (index + 1), 9);
    }
  });
});
