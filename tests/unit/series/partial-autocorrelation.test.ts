import { describe, expect, it } from 'vitest';
import { memoryNeed } from '#forecasting/evaluation/memory-need.ts';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { autocorrelation } from '#forecasting/series/autocorrelation.ts';
import { partialAutocorrelation } from '#forecasting/series/partial-autocorrelation.ts';

/** Luteinising hormone in blood, 48 samples: `lh` of R. */
const lh = [
  2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2, 1.9, 1.7, 2.2, 1.8, 3.2, 3.2, 2.7, 2.2, 2.2, 1.9, 1.9, 1.8,
  2.7, 3, 2.3, 2, 2, 2.9, 2.9, 2.7, 2.7, 2.3, 2.6, 2.4, 1.8, 1.7, 1.5, 1.4, 2.1, 3.3, 3.5, 3.5, 3.1, 2.6, 2.1,
  3.4, 3, 2.9,
];

describe('partialAutocorrelation()', () => {
  it('equals R 4.2: pacf(lh, lag.max = 12)', () => {
    const expected = [
      0.5755244755, -0.2234099729, -0.2269402017, 0.102768377, -0.07593441965, 0.06755793453, -0.1041702512,
      0.01201367615, -0.1876872285, 0.00255104112, 0.06560201323, 0.03196795336,
    ];
    const found = partialAutocorrelation(autocorrelation(Float64Array.from(lh), 12));
    expect(found).toHaveLength(12);
    expected.forEach((value, index) => {
      expect(found[index]).toBeCloseTo(value, 9);
    });
  });

  it('is that of a moving average of order 1 in closed form', () => {
    // ρ₁ = θ / (1 + θ²), else 0; φₖₖ = −(−θ)ᵏ (1 − θ²) / (1 − θ²⁽ᵏ⁺¹⁾), Box & Jenkins.
    const theta = 0.6;
    const correlations = [theta / (1 + theta ** 2), 0, 0, 0];
    partialAutocorrelation(correlations).forEach((value, index) => {
      const k = index + 1;
      const expected = (-((-theta) ** k) * (1 - theta ** 2)) / (1 - theta ** (2 * (k + 1)));
      expect(value).toBeCloseTo(expected, 12);
    });
  });

  it('ends where nothing is left to explain', () => {
    expect(partialAutocorrelation([1, 1, 1])).toEqual([1]);
    expect(partialAutocorrelation([])).toEqual([]);
    expect(partialAutocorrelation([0.5, -0.9, 0.9])).toHaveLength(1);
  });
});

describe('memoryNeed()', () => {
  const random = createRandom(3);
  const noise = Float64Array.from({ length: 2000 }, () => drawNormal(random));

  it('is the last lag past the 99.9 % limit: 3 for an autoregression of order 3', () => {
    const values = new Float64Array(2000);
    noise.forEach((shock, i) => {
      values[i] =
        0.2 * (values[i - 1] ?? 0) + 0.1 * (values[i - 2] ?? 0) + 0.5 * (values[i - 3] ?? 0) + shock;
    });
    const need = memoryNeed(values, 1);
    expect(need).toMatchObject({ observations: 3, lastPartial: 3, season: null, rows: 1000 });
    expect(need.limit).toBeCloseTo(3.29 / Math.sqrt(1000), 4);
  });

  it('is the season where that is longer, and 1 where the data ask for nothing', () => {
    expect(memoryNeed(noise, 24)).toMatchObject({ observations: 24, season: 24, lastPartial: null });
    expect(memoryNeed(noise, 1)).toMatchObject({ observations: 1, season: null });
    expect(memoryNeed(new Float64Array(100).fill(5), 1).observations).toBe(1);
    expect(memoryNeed(Float64Array.of(1), 1).observations).toBe(1);
  });
});
