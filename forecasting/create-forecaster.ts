import { type Baseline, createBaselineForecaster } from './baselines/baseline-forecaster.ts';
import { drift } from './baselines/drift.ts';
import { mean } from './baselines/mean.ts';
import { naive } from './baselines/naive.ts';
import { seasonalNaive } from './baselines/seasonal-naive.ts';
import type { Forecaster } from './forecaster.ts';
import { type BaselineKind, type ForecasterKind, isNetwork } from './forecaster-kind.ts';
import type { CreateNetwork, NetworkOptions } from './network-forecaster.ts';

const baselines: Readonly<Record<BaselineKind, Baseline>> = {
  naive,
  'seasonal-naive': seasonalNaive,
  drift,
  mean,
};

/** How networks are made; it comes in as an argument, so that this file does not reach tfjs. */
export interface NetworkMaker {
  readonly createNetwork: CreateNetwork;
  readonly options: NetworkOptions;
}

/**
 * Creates a baseline forecaster by its name.
 *
 * @example
 * createBaseline('drift').kind; // 'drift'
 */
export function createBaseline(kind: BaselineKind): Forecaster {
  return createBaselineForecaster(kind, baselines[kind]);
}

/**
 * Creates the forecaster of a kind: the only place that knows them all.
 *
 * @example
 * createForecaster('lstm', { createNetwork, options }).kind; // 'lstm'
 */
export function createForecaster(kind: ForecasterKind, maker: NetworkMaker): Forecaster {
  return isNetwork(kind) ? maker.createNetwork(kind, maker.options) : createBaseline(kind);
}
