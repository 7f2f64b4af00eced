import { type Baseline, createBaselineForecaster } from './baselines/baseline-forecaster.ts';
import { comb } from './baselines/comb.ts';
import { damped } from './baselines/damped.ts';
import { drift } from './baselines/drift.ts';
import { holt } from './baselines/holt.ts';
import { mean } from './baselines/mean.ts';
import { naive } from './baselines/naive.ts';
import { naive2 } from './baselines/naive2.ts';
import { seasonalNaive } from './baselines/seasonal-naive.ts';
import { ses } from './baselines/ses.ts';
import { theta } from './baselines/theta.ts';
import type { Forecaster } from './forecaster.ts';
import { type BaselineKind, type ForecasterKind, isNetwork, type NetworkKind } from './forecaster-kind.ts';
import type { CreateNetwork, NetworkForecaster, NetworkOptions } from './network-forecaster.ts';

const baselines: Readonly<Record<BaselineKind, Baseline>> = {
  naive,
  'seasonal-naive': seasonalNaive,
  drift,
  mean,
  naive2,
  ses,
  theta,
  holt,
  damped,
  comb,
};

/** How networks are made; it comes in as an argument, so that this file does not reach tfjs. */
export interface NetworkMaker {
  readonly createNetwork: CreateNetwork;
  readonly options: NetworkOptions;
}

/**
 * Creates the forecaster of a kind: the only place that knows them all.
 *
 * @example
 * createForecaster('drift').kind; // 'drift'
 */
export function createForecaster(kind: BaselineKind): Forecaster;
export function createForecaster(kind: NetworkKind, maker: NetworkMaker): NetworkForecaster;
export function createForecaster(kind: ForecasterKind, maker?: NetworkMaker): Forecaster {
  if (!isNetwork(kind)) return createBaselineForecaster(kind, baselines[kind]);
  return (maker as NetworkMaker).createNetwork(kind, (maker as NetworkMaker).options);
}
