import { describe, expect, it } from 'vitest';
import { createAdam } from '#forecasting/recurrent/adam.ts';

describe('createAdam()', () => {
  it('moves the first step by the learning rate, whatever the gradient', () => {
    const values = Float32Array.of(1, 1);
    createAdam([values], 1e9).step([Float32Array.of(5, -0.01)], 0.1);
    expect(values[0]).toBeCloseTo(0.9, 5);
    expect(values[1]).toBeCloseTo(1.1, 5);
  });

  it('equals algorithm 1 of the paper over three steps', () => {
    // Computed in float64 by a ten-line Python loop over the paper's formulas, epsilon 1e-8.
    const values = Float32Array.of(1, 2);
    const adam = createAdam([values], 1e9);
    for (const gradient of [
      [0.1, -0.2],
      [0.3, 0.1],
      [-0.2, 0.4],
    ]) {
      adam.step([Float32Array.from(gradient)], 0.01);
    }
    expect(values[0]).toBeCloseTo(0.97824315, 6);
    expect(values[1]).toBeCloseTo(2.00809005, 6);
  });

  it('clips the gradients by their common norm and returns the norm before', () => {
    const clipped = [Float32Array.of(0), Float32Array.of(0)];
    const free = [Float32Array.of(0), Float32Array.of(0)];
    const norm = createAdam(clipped, 1).step([Float32Array.of(3), Float32Array.of(4)], 0.1);
    createAdam(free, 1e9).step([Float32Array.of(0.6), Float32Array.of(0.8)], 0.1);
    expect(norm).toBe(5);
    expect(clipped).toEqual(free);
  });

  it('leaves the parameters alone when a gradient is not finite', () => {
    const values = Float32Array.of(1);
    expect(createAdam([values], 1).step([Float32Array.of(Number.NaN)], 0.1)).toBeNaN();
    expect(values[0]).toBe(1);
  });
});
