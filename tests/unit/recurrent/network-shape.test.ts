import { describe, expect, it } from 'vitest';
import { segmentOf, shapeNetwork } from '#forecasting/recurrent/network-shape.ts';

describe('segmentOf()', () => {
  it('stays classic where the lookback is short', () => {
    expect(segmentOf(24, 12)).toBe(1);
  });

  it('is a season where that leaves about sixteen steps', () => {
    expect(segmentOf(336, 24)).toBe(24);
    expect(segmentOf(112, 7)).toBe(7);
  });

  it('is a divisor of a season that is too long', () => {
    expect(segmentOf(336, 336) % 1).toBe(0);
    expect(336 % segmentOf(336, 336)).toBe(0);
  });

  it('cuts any longer lookback into 8 to 32 steps', () => {
    for (let lookback = 25; lookback <= 2000; lookback++) {
      for (const seasonLength of [1, 5, 7, 12, 24, 52, 168, 1440]) {
        const { steps, segment } = shapeNetwork({
          kind: 'gru',
          units: 4,
          horizon: 4,
          lookback,
          seasonLength,
        });
        expect(steps).toBeGreaterThanOrEqual(8);
        expect(steps).toBeLessThanOrEqual(32);
        expect(steps * segment).toBeLessThanOrEqual(lookback);
      }
    }
  });
});
