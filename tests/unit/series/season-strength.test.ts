import { describe, expect, it } from 'vitest';
import { createRandom, drawNormal } from '#forecasting/random.ts';
import { seasonStrength } from '#forecasting/series/season-strength.ts';

const seasonal = (count: number, noise: number) => {
  const random = createRandom(3);
  return Float64Array.from(
    { length: count },
    (_, t) => 0.1 * t + 4 * Math.sin((2 * Math.PI * t) / 12) + noise * drawNormal(random),
  );
};

describe('seasonStrength()', () => {
  it('is 1 for 1, 5, 1, 5, 1, 5 with a season of two', () => {
    expect(seasonStrength(Float64Array.of(1, 5, 1, 5, 1, 5), 2)).toBe(1);
  });

  it('is 1 for a noise-free season on a straight trend, odd or even', () => {
    expect(seasonStrength(seasonal(120, 0), 12)).toBeCloseTo(1, 10);
    const odd = Float64Array.from({ length: 70 }, (_, t) => t + [3, -1, 0, 2, -4, 1, -1][t % 7]!);
    expect(seasonStrength(odd, 7)).toBeCloseTo(1, 10);
  });

  it('is close to the share of the season in the variance where there is noise', () => {
    // The season has variance 8, the noise 4; less the season's own fit: about 8 / 12.
    expect(seasonStrength(seasonal(6000, 2), 12)).toBeCloseTo(8 / 12, 1);
  });

  it('is near 0 for white noise', () => {
    const random = createRandom(1);
    const noise = Float64Array.from({ length: 3000 }, () => drawNormal(random));
    expect(seasonStrength(noise, 12)).toBeLessThan(0.05);
  });

  it('leaves out what missing values touch', () => {
    const values = seasonal(120, 0);
    values[40] = Number.NaN;
    expect(seasonStrength(values, 12)).toBeCloseTo(1, 10);
  });

  it('is null without a season, with less than two, and where nothing moves', () => {
    expect(seasonStrength(seasonal(120, 0), 1)).toBeNull();
    expect(seasonStrength(seasonal(23, 0), 12)).toBeNull();
    expect(seasonStrength(new Float64Array(50).fill(2), 5)).toBeNull();
  });
});
