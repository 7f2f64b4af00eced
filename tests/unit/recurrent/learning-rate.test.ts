import { describe, expect, it } from 'vitest';
import { oneCycle } from '#forecasting/recurrent/learning-rate.ts';

describe('oneCycle()', () => {
  const rates = Array.from({ length: 100 }, (_, step) => oneCycle(3e-3, step, 100));

  it('rises for three tenths of the steps to the highest rate and falls from there', () => {
    expect(rates.indexOf(Math.max(...rates))).toBe(30);
    expect(rates[30]).toBe(3e-3);
    for (let step = 1; step < 100; step++) {
      expect(Math.sign(rates[step]! - rates[step - 1]!)).toBe(step <= 30 ? 1 : -1);
    }
  });

  it('begins at a tenth and ends near a hundredth', () => {
    expect(rates[0]).toBeCloseTo(3e-4, 10);
    expect(rates[99]).toBeLessThan(5e-5);
  });
});
