import { ForecastingError } from '#forecasting/errors.ts';
import type { NetworkKind } from '#forecasting/forecaster-kind.ts';
import type { FittedNetwork, NetworkForecaster, NetworkOptions } from '#forecasting/network-forecaster.ts';

/** Lags that each kind looks at. */
const lags: Readonly<Record<NetworkKind, number>> = { rnn: 1, lstm: 3, gru: 6 };

/** What a test wants to go otherwise than well. */
export interface LinearOptions {
  readonly diverges?: readonly NetworkKind[];
  readonly says?: readonly [kind: NetworkKind, value: number];
  readonly afterEpoch?: (kind: NetworkKind, epoch: number) => void;
}

/**
 * An autoregression by least squares that keeps the contract of a network: small enough to train in a test, and
 * a learner for real.
 */
export function createLinearNetworks(test: LinearOptions = {}) {
  return (kind: NetworkKind, options: NetworkOptions): NetworkForecaster => ({
    kind,
    async fit(panel) {
      for (let epoch = 1; epoch <= Math.min(3, options.epochs); epoch++) {
        if (options.signal.aborted) break;
        const figures = {
          trainError: 1 / epoch,
          validationError: 1 / epoch,
          bestEpoch: epoch,
          bestError: 1 / epoch,
        };
        options.onEpoch({ ...figures, epoch, steps: epoch, secondsPerEpoch: 0.001 });
        test.afterEpoch?.(kind, epoch);
        await Promise.resolve();
      }
      if (test.diverges?.includes(kind)) {
        throw new ForecastingError('diverged', 'Cannot train the network: its error grew without bound');
      }
      const weights = leastSquares(
        panel.map(({ values }) => values),
        lags[kind],
      );
      return fitted(kind, weights, test);
    },
  });
}

function fitted(kind: NetworkKind, weights: readonly number[], test: LinearOptions): FittedNetwork {
  const value = test.says?.[0] === kind ? test.says[1] : undefined;
  return {
    parameters: weights.length,
    bestEpoch: 3,
    validationError: 0.5,
    forecast: (histories, horizon) =>
      histories.map(({ values }) =>
        value === undefined ? goOn(weights, values, horizon) : new Float64Array(horizon).fill(value),
      ),
    save: () => ({ kind, config: { lags: lags[kind] }, weights: [] }),
    dispose: () => undefined,
  };
}

function goOn(weights: readonly number[], values: Float64Array, horizon: number): Float64Array {
  const known = [...values].map((value) => (Number.isNaN(value) ? 0 : value));
  for (let step = 0; step < horizon; step++) {
    const inputs = [1, ...weights.slice(1).map((_, lag) => known[known.length - 1 - lag] ?? 0)];
    known.push(inputs.reduce((sum, input, i) => sum + input * weights[i]!, 0));
  }
  return Float64Array.from(known.slice(values.length));
}

function leastSquares(panel: readonly Float64Array[], order: number): number[] {
  const size = order + 1;
  const system = Array.from({ length: size }, () => new Float64Array(size + 1));
  for (const values of panel) {
    for (let t = order; t < values.length; t++) {
      const row = [1, ...Array.from({ length: order }, (_, lag) => values[t - 1 - lag]!), values[t]!];
      if (row.some(Number.isNaN)) continue;
      for (let i = 0; i < size; i++) for (let j = 0; j <= size; j++) system[i]![j]! += row[i]! * row[j]!;
    }
  }
  for (let i = 0; i < size; i++) system[i]![i]! = system[i]![i]! * (1 + 1e-9) + 1e-12;
  return solve(system);
}

/** Gauss–Jordan elimination of an augmented positive definite system. */
function solve(system: readonly Float64Array[]): number[] {
  system.forEach((row, i) => {
    const pivot = row[i]!;
    for (let j = 0; j < row.length; j++) row[j]! /= pivot;
    system.forEach((other, k) => {
      if (k === i) return;
      const factor = other[i]!;
      for (let j = 0; j < row.length; j++) other[j]! -= factor * row[j]!;
    });
  });
  return system.map((row) => row.at(-1)!);
}
