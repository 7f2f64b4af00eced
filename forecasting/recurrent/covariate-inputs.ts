import type { SeenCovariates } from '../forecaster.ts';
import type { NetworkShape } from './network-shape.ts';

/** How many covariates of each kind a network reads. */
export interface CovariateShape {
  readonly past: number;
  readonly future: number;
  readonly calendar: number;
}

/** Values of the horizon that the head reads, over all covariates known in advance: of more, means of stretches. */
const mostAhead = 256;
/** Level, scale and last value of the window itself: see `gatherInputs()`. */
export const ownContext = 3;

type Sizes = Pick<NetworkShape, 'segment' | 'horizon' | 'covariates'>;

/**
 * Values that the cell eats in one step: a segment of the series, and the same stretch of every covariate.
 *
 * @example featuresOf({ segment: 24, horizon: 48, covariates: { past: 1, future: 1, calendar: 0 } }) // 72
 */
export function featuresOf({ segment, covariates }: Pick<Sizes, 'segment' | 'covariates'>): number {
  return segment * (1 + (covariates === undefined ? 0 : covariates.past + covariates.future));
}

/**
 * Values that the head reads beside the cell's last state: where the window stands, the calendar at its origin, and
 * what is known of the horizon.
 *
 * @example contextSizeOf({ horizon: 48, covariates: { past: 1, future: 1, calendar: 6 } }) // 57
 */
export function contextSizeOf({ horizon, covariates }: Pick<Sizes, 'horizon' | 'covariates'>): number {
  if (covariates === undefined) return ownContext;
  return ownContext + covariates.calendar + covariates.future * stretchesAhead(horizon, covariates);
}

function stretchesAhead(horizon: number, { future }: CovariateShape): number {
  return future === 0 ? 0 : Math.min(horizon, Math.max(1, Math.floor(mostAhead / future)));
}

/** What covariates a panel has; the same for every series. */
export function covariateShapeOf(covariates: SeenCovariates | undefined): CovariateShape | undefined {
  if (covariates === undefined) return undefined;
  const { past, future, calendar } = covariates;
  return { past: past.length, future: future.length, calendar: calendar.length };
}

/** Where in a network's inputs the covariates of one window are written. */
export interface CovariatePlace {
  readonly origin: number;
  /** [steps, features]: behind each segment of the series. */
  readonly segments: Float32Array;
  /** [contextSizeOf(shape)]: behind the window's own. */
  readonly context: Float32Array;
}

/** Lays out what covariates say about one window; before their first value, that one. */
export function writeCovariates(
  { past, future, calendar }: SeenCovariates,
  shape: NetworkShape & { readonly covariates: CovariateShape },
  { origin, segments, context }: CovariatePlace,
): void {
  const { steps, segment, horizon } = shape;
  const features = featuresOf(shape);
  const first = origin - steps * segment + 1;
  [...past, ...future].forEach((values, k) => {
    for (let i = 0; i < steps * segment; i++) {
      const at = Math.floor(i / segment) * features + (k + 1) * segment + (i % segment);
      segments[at] = values[Math.max(0, first + i)]!;
    }
  });
  let at = ownContext;
  for (const values of calendar) context[at++] = values[origin]!;
  const stretches = stretchesAhead(horizon, shape.covariates);
  for (const values of future) {
    for (let stretch = 0; stretch < stretches; stretch++) {
      const from = Math.floor((stretch * horizon) / stretches);
      const to = Math.floor(((stretch + 1) * horizon) / stretches);
      let sum = 0;
      for (let step = from; step < to; step++) sum += values[origin + 1 + step]!;
      context[at++] = sum / (to - from);
    }
  }
}
