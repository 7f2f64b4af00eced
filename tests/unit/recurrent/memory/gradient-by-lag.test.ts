import { describe, expect, it } from 'vitest';
import { gradientByLag } from '#forecasting/recurrent/memory/gradient-by-lag.ts';
import { reachOf } from '#forecasting/recurrent/memory/reach.ts';

describe('gradientByLag()', () => {
  it('is 1 at lag 0 and the share of its norm that is left at the others', () => {
    // Two units: norms 0.5, 5, 10 from the first step to the last.
    const hidden = Float32Array.of(0.3, 0.4, 3, 4, 6, 8);
    const { hidden: shares, cell } = gradientByLag({ hidden, cell: null }, { batch: 1, steps: 3, units: 2 });
    expect(cell).toBeNull();
    [1, 0.5, 0.05].forEach((share, lag) => {
      expect(shares[lag]).toBeCloseTo(share, 6);
    });
  });

  it('joins windows by the geometric mean, each measured by its own lag 0', () => {
    // Shares 1/100 and 1, of gradients a thousand times apart in size.
    const hidden = Float32Array.of(0.01, 1, 1000, 1000);
    const { hidden: shares } = gradientByLag({ hidden, cell: hidden }, { batch: 2, steps: 2, units: 1 });
    expect(shares[1]).toBeCloseTo(0.1, 6);
  });

  it('leaves out windows that have no gradient, and says 0 where there is no other', () => {
    const hidden = Float32Array.of(0, 0, 0.5, 1);
    const sizes = { batch: 2, steps: 2, units: 1 };
    expect(gradientByLag({ hidden, cell: null }, sizes).hidden[1]).toBeCloseTo(0.5, 6);
    const none = gradientByLag({ hidden: new Float32Array(4), cell: null }, sizes);
    expect(none.hidden).toEqual([1, 0]);
  });
});

describe('reachOf()', () => {
  it('is the first lag with less than 1 % left, the longer of hidden and cell state', () => {
    expect(reachOf({ hidden: [1, 0.02, 0.009, 0.001], cell: null })).toEqual({
      steps: 2,
      wholeWindow: false,
    });
    expect(reachOf({ hidden: [1, 0.001, 0, 0], cell: [1, 0.5, 0.3, 0.0099] }).steps).toBe(3);
  });

  it('is the whole window where 1 % and more is left throughout', () => {
    expect(reachOf({ hidden: [1, 0.5, 0.01], cell: null })).toEqual({ steps: 3, wholeWindow: true });
  });
});
