import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NetworkState } from '#forecasting/network-forecaster.ts';
import { decodeModel, decodeModelFile, encodeModel } from '#forecasting/recurrent/model-file.ts';

const states: readonly NetworkState[] = [
  {
    kind: 'lstm',
    config: { shape: { units: 2, name: 'grün' } },
    weights: [
      { name: 'cell/kernel', shape: [2, 3], values: Float32Array.of(1, -2, 0.1, 1e-40, -0, 3e38) },
      { name: 'head/bias', shape: [1], values: Float32Array.of(0.5) },
    ],
  },
  {
    kind: 'rnn',
    series: 1,
    config: {},
    weights: [{ name: 'head/bias', shape: [0], values: new Float32Array(0) }],
  },
];

describe('decodeModel()', () => {
  it('gives back what encodeModel() was given, bit for bit', () => {
    expect(decodeModel(encodeModel(states))).toEqual(states);
  });

  it('gives back what travels with the networks', () => {
    expect(decodeModelFile(encodeModel(states, { widths: { '80': [1, 2] } })).annex).toEqual({
      widths: { '80': [1, 2] },
    });
  });

  it('reads a file that lies inside a larger buffer', () => {
    const bytes = encodeModel(states);
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 5);
    expect(decodeModel(larger.subarray(5, 5 + bytes.length))).toEqual(states);
  });

  it('refuses a file in which any one byte differs', () => {
    const bytes = encodeModel(states);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at] = damaged[at]! ^ change;
        expect(() => decodeModel(damaged)).toThrow(expect.objectContaining({ code: 'model-damaged' }));
      }),
    );
  });

  it('refuses a file that is cut short or is none', () => {
    const bytes = encodeModel(states);
    for (const length of [0, 7, 16, 48, bytes.length - 1]) {
      expect(() => decodeModel(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'model-damaged' }),
      );
    }
  });
});
