import type { LinearDesign } from './linear-design.ts';

/**
 * NLinear: one linear layer on the values before the origin, of which the last is subtracted first and added back after.
 *
 * Definition: Zeng, Chen, Zhang & Xu, "Are Transformers Effective for Time Series Forecasting?" (2023), on values divided
 * by the series' standard deviation. The authors train the layer by stochastic gradient descent with early stopping and
 * a lookback of 336; here its weights are solved for in closed form, a penalty chosen on the training tail stands where
 * early stopping stood, and the lookback follows from the season.
 *
 * @example
 * nlinear.frame(Float64Array.of(1, 3), { mean: 0, deviation: 2 }); // { centre: 3, scale: 2 }
 */
export const nlinear: LinearDesign = {
  kind: 'nlinear',
  frame: (window, { deviation }) => ({ centre: window.at(-1)!, scale: deviation }),
};
