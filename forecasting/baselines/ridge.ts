import type { LinearDesign } from './linear-design.ts';

/** A window that varies less than this share of its series is seen as if it varied so much. */
const leastShare = 0.01;

/**
 * Ridge regression on lags: every window is centred on its mean and divided by its mean absolute deviation, so that one
 * map serves series of all sizes.
 *
 * Definition: direct multi-step autoregression by ridge regression (Hoerl & Kennard, "Ridge regression: biased
 * estimation for nonorthogonal problems", 1970), fitted over all series together as in Montero-Manso & Hyndman,
 * "Principles and algorithms for forecasting groups of time series" (2021); instance normalisation as in Kim et al.,
 * "Reversible instance normalization" (2022), with absolute deviations. Squared errors count in the unit of the series.
 * Covariates are further inputs: the last eight values of each, the values to come of those known in advance, and the
 * calendar's place.
 *
 * @example
 * ridge.frame(Float64Array.of(1, 3), { mean: 0, deviation: 1 }); // { centre: 2, scale: 1 }
 */
export const ridge: LinearDesign = {
  kind: 'ridge',
  readsCovariates: true,
  frame: (window, { deviation }) => {
    const centre = window.reduce((sum, value) => sum + value / window.length, 0);
    const scale = window.reduce((sum, value) => sum + Math.abs(value - centre) / window.length, 0);
    return { centre, scale: scale > 0 ? Math.max(scale, leastShare * deviation) : 0 };
  },
};
