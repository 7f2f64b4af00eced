import type { NetworkKind } from '../forecaster-kind.ts';
import type { Normalisation } from '../network-forecaster.ts';
import type { CovariateShape } from './covariate-inputs.ts';
import { chooseCopies, type NaiveCopy } from './naive-copies.ts';

/** Everything that decides the tensors of a network; plain JSON, kept in its file. */
export interface NetworkShape {
  readonly kind: NetworkKind;
  readonly units: number;
  readonly lookback: number;
  readonly horizon: number;
  readonly seasonLength: number;
  readonly normalisation: Normalisation;
  /** Observations fed to the cell in one step; 1 is the classic recurrence. */
  readonly segment: number;
  /** How often the cell is applied: segments that fit into the lookback. */
  readonly steps: number;
  readonly copies: readonly NaiveCopy[];
  /** What it reads beside the series; left out where that is nothing. */
  readonly covariates?: CovariateShape;
}

/** Up to this many steps the cell eats one observation at a time. */
const classicLookback = 24;
/** The number of steps that longer lookbacks are cut to, about. */
const wantedSteps = 16;

export interface ShapeRequest {
  readonly kind: NetworkKind;
  readonly units: number;
  readonly lookback: number;
  readonly horizon: number;
  readonly seasonLength: number;
  /** 'additive' when left out. */
  readonly normalisation?: Normalisation;
  readonly covariates?: CovariateShape | undefined;
}

/**
 * Decides how a lookback is cut into segments (the idea of S. Lin et al., "SegRNN", 2023) and which copies the
 * skip path mixes.
 *
 * @example shapeNetwork({ kind: 'gru', units: 64, lookback: 336, horizon: 48, seasonLength: 24 }).steps // 14
 */
export function shapeNetwork({ covariates, ...request }: ShapeRequest): NetworkShape {
  const segment = segmentOf(request.lookback, request.seasonLength);
  return {
    ...request,
    normalisation: request.normalisation ?? 'additive',
    segment,
    steps: Math.floor(request.lookback / segment),
    copies: chooseCopies(request.lookback, request.seasonLength),
    ...(covariates === undefined ? {} : { covariates }),
  };
}

/**
 * Observations a step: 1 for a short lookback, a whole season where that leaves about sixteen steps, else what
 * comes nearest to sixteen, a divisor of the season if there is one.
 *
 * @example segmentOf(336, 24) // 24
 */
export function segmentOf(lookback: number, seasonLength: number): number {
  if (lookback <= classicLookback) return 1;
  const wanted = lookback / wantedSteps;
  if (seasonLength > 1 && isNear(seasonLength, wanted)) return seasonLength;
  const divisors = seasonLength > 1 ? divisorsOf(seasonLength).filter((size) => isNear(size, wanted)) : [];
  const nearest = divisors.sort((a, b) => Math.abs(Math.log(a / wanted)) - Math.abs(Math.log(b / wanted)))[0];
  return nearest ?? Math.max(2, Math.round(wanted));
}

function isNear(size: number, wanted: number): boolean {
  return size >= wanted / 2 && size <= wanted * 2;
}

function divisorsOf(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1).filter((size) => count % size === 0);
}
