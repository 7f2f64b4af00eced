import type { LinearDesign } from './linear-design.ts';

/** The moving average takes this many values, as in the paper. */
const width = 25;

/**
 * DLinear: two linear layers, one on the moving average of the values before the origin and one on what is left, added.
 *
 * Definition: Zeng, Chen, Zhang & Xu, "Are Transformers Effective for Time Series Forecasting?" (2023), on standardised
 * series. The two layers together are one linear map, whose weights are solved for in closed form; the penalty is that on
 * both layers' weights, which lets slow movements through more easily than fast ones. The authors train by stochastic
 * gradient descent with early stopping, which such a penalty stands for.
 *
 * @example
 * dlinear.frame(Float64Array.of(1, 3), { mean: 5, deviation: 2 }); // { centre: 5, scale: 2 }
 */
export const dlinear: LinearDesign = {
  kind: 'dlinear',
  frame: (_window, { mean, deviation }) => ({ centre: mean, scale: deviation }),
  penalty: penaltyOfTwoLayers,
};

/**
 * The least Σ‖layer‖² with which two layers make a given map w is wᵀ (MᵀM + RᵀR)⁻¹ w: M averages, R = I − M.
 *
 * @returns [lookback, lookback]
 */
function penaltyOfTwoLayers(lookback: number): Float64Array {
  const average = movingAverage(lookback);
  const gram = new Float64Array(lookback * lookback);
  for (let i = 0; i < lookback; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < lookback; k++) {
        const [a, b] = [average[k * lookback + i]!, average[k * lookback + j]!];
        sum += a * b + ((k === i ? 1 : 0) - a) * ((k === j ? 1 : 0) - b);
      }
      gram[i * lookback + j] = sum;
      gram[j * lookback + i] = sum;
    }
  }
  return invert(gram, lookback);
}

/** Row t averages around t; beyond the ends the first and the last value are repeated. */
function movingAverage(lookback: number): Float64Array {
  const average = new Float64Array(lookback * lookback);
  const half = (width - 1) / 2;
  for (let t = 0; t < lookback; t++) {
    for (let offset = -half; offset <= half; offset++) {
      const at = Math.min(lookback - 1, Math.max(0, t + offset));
      average[t * lookback + at]! += 1 / width;
    }
  }
  return average;
}

/** Gauss and Jordan's elimination; the matrix is positive, so no pivot is 0. */
function invert(matrix: Float64Array, size: number): Float64Array {
  const rest = matrix.slice();
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) inverse[i * size + i] = 1;
  for (let pivot = 0; pivot < size; pivot++) {
    const by = 1 / rest[pivot * size + pivot]!;
    for (let j = 0; j < size; j++) {
      rest[pivot * size + j]! *= by;
      inverse[pivot * size + j]! *= by;
    }
    for (let i = 0; i < size; i++) {
      const share = rest[i * size + pivot]!;
      if (i === pivot || share === 0) continue;
      for (let j = 0; j < size; j++) {
        rest[i * size + j]! -= share * rest[pivot * size + j]!;
        inverse[i * size + j]! -= share * inverse[pivot * size + j]!;
      }
    }
  }
  return inverse;
}
