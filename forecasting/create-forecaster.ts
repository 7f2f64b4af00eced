import { type Baseline, createBaselineForecaster } from './baselines/baseline-forecaster.ts';
import { comb } from './baselines/comb.ts';
import { damped } from './baselines/damped.ts';
import { dlinear } from './baselines/dlinear.ts';
import { drift } from './baselines/drift.ts';
import { createEts } from './baselines/ets.ts';
import { holt } from './baselines/holt.ts';
import type { LinearDesign } from './baselines/linear-design.ts';
import { createLinear } from './baselines/linear-forecaster.ts';
import { mean } from './baselines/mean.ts';
import { naive } from './baselines/naive.ts';
import { naive2 } from './baselines/naive2.ts';
import { nlinear } from './baselines/nlinear.ts';
import { ridge } from './baselines/ridge.ts';
import { seasonalNaive } from './baselines/seasonal-naive.ts';
import { ses } from './baselines/ses.ts';
import { theta } from './baselines/theta.ts';
import type { Forecaster } from './forecaster.ts';
import {
  type BaselineKind,
  type FittedKind,
  isLinear,
  isNetwork,
  type LinearKind,
  type NetworkKind,
} from './forecaster-kind.ts';
import type { CreateNetwork, NetworkForecaster, NetworkOptions } from './network-forecaster.ts';

/** Baselines that learn from one history alone, each time they are asked. */
type PlainKind = Exclude<BaselineKind, LinearKind | 'ets'>;

const baselines: Readonly<Record<PlainKind, Baseline>> = {
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

const linearDesigns: Readonly<Record<LinearKind, LinearDesign>> = { nlinear, dlinear, ridge };

/** What a baseline that is fitted has to know. */
export interface BaselineOptions {
  /** The most steps that are asked for. */
  readonly horizon: number;
  /** Lets other work through while it is fitted. */
  readonly pause: () => Promise<void>;
}

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
export function createForecaster(kind: PlainKind): Forecaster;
export function createForecaster(kind: BaselineKind, options: BaselineOptions): Forecaster;
export function createForecaster(kind: NetworkKind, maker: NetworkMaker): NetworkForecaster;
export function createForecaster(kind: FittedKind, needs?: BaselineOptions | NetworkMaker): Forecaster {
  if (isNetwork(kind)) {
    const { createNetwork, options } = needs as NetworkMaker;
    return createNetwork(kind, options);
  }
  if (kind === 'ets') return createEts((needs as BaselineOptions).pause);
  if (isLinear(kind)) return createLinear(linearDesigns[kind], needs as BaselineOptions);
  return createBaselineForecaster(kind, baselines[kind]);
}
