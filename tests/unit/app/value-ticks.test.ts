import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearAxis, logAxis } from '#app/_lib/value-ticks.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });

describe('linearAxis()', () => {
  it('puts round ticks around the values', () => {
    expect(linearAxis([1.48, 4.62])).toEqual({ domain: [1, 5], ticks: [1, 2, 3, 4, 5] });
  });

  it('has no dust of binary fractions in its ticks', () => {
    expect(linearAxis([0.1, 0.3], 2).ticks).toEqual([0.1, 0.2, 0.3]);
  });

  it('holds every value, with few ticks', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 20 }), (values) => {
        const { domain, ticks } = linearAxis(values);
        const room = 1e-9 * Math.max(1, ...values.map(Math.abs));
        expect(Math.min(...values)).toBeGreaterThanOrEqual(domain[0] - room);
        expect(Math.max(...values)).toBeLessThanOrEqual(domain[1] + room);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThan(9);
      }),
    );
  });

  it('shows something where there is nothing yet', () => {
    expect(linearAxis([]).ticks.length).toBeGreaterThan(1);
  });
});

describe('logAxis()', () => {
  it('has its ticks at powers of ten where they are many', () => {
    expect(logAxis([0.01, 1000]).ticks).toEqual([0.01, 0.1, 1, 10, 100, 1000]);
  });

  it('has even ticks where the ends are near', () => {
    expect(logAxis([2.3, 3.5]).ticks).toEqual([2.5, 3, 3.5]);
  });

  it('leaves out what has no logarithm', () => {
    expect(logAxis([-4, 0, 1, 100]).domain[0]).toBeGreaterThan(0);
  });
});
