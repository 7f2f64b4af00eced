import type { NetworkOptions } from '#forecasting/network-forecaster.ts';

/** Options of a small network, for tests that care about few of them. */
export function networkOptions(changes: Partial<NetworkOptions> = {}): NetworkOptions {
  return {
    seed: 1,
    seasonLength: 1,
    lookback: 16,
    horizon: 4,
    units: 8,
    epochs: 3,
    patience: 3,
    batchSize: 32,
    learningRate: 3e-3,
    errorScales: [1],
    validate: true,
    signal: new AbortController().signal,
    now: () => performance.now(),
    onEpoch: () => {},
    ...changes,
  };
}

/** Two sines without noise, of periods 24 and 9.7. */
export function twoSines(length: number, { level = 0, size = 1 } = {}): Float64Array {
  return Float64Array.from(
    { length },
    (_, t) => level + size * (Math.sin((2 * Math.PI * t) / 24) + 0.5 * Math.sin((2 * Math.PI * t) / 9.7)),
  );
}
