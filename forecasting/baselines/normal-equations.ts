/** Rows that are added in one pass over the matrix. */
const together = 4;

/** Sums over weighted rows from which a linear map with an intercept is solved: inputs x, targets y. */
export interface NormalEquations {
  readonly inputs: number;
  readonly targets: number;
  weight: number;
  readonly inputSums: Float64Array;
  readonly targetSums: Float64Array;
  /** Σ x xᵀ, lower triangle, row by row: [inputs, inputs]. */
  readonly squares: Float64Array;
  /** Σ x yᵀ: [inputs, targets]. */
  readonly products: Float64Array;
}

/** Rows side by side: x [rows, inputs], y [rows, targets], and a weight each. */
export interface WeightedRows {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights: Float64Array;
}

/** A linear map: y = intercept + x · coefficients. */
export interface LinearMap {
  readonly intercept: Float64Array;
  /** [inputs, targets]. */
  readonly coefficients: Float64Array;
}

/**
 * Begins with no rows.
 *
 * @example
 * createNormalEquations(3, 2).squares.length; // 9
 */
export function createNormalEquations(inputs: number, targets: number): NormalEquations {
  return {
    inputs,
    targets,
    weight: 0,
    inputSums: new Float64Array(inputs),
    targetSums: new Float64Array(targets),
    squares: new Float64Array(inputs * inputs),
    products: new Float64Array(inputs * targets),
  };
}

/**
 * Adds rows, in place.
 *
 * @example
 * addRows(sums, { x: [1, 2], y: [3], weights: [1] }) → sums.weight is 1
 */
export function addRows(equations: NormalEquations, rows: WeightedRows): void {
  const count = rows.weights.length;
  for (let row = 0; row < count; row++) addSums(equations, rows, row);
  for (let row = 0; row < count; row += together) addProducts(equations, rows, row);
}

function addSums(equations: NormalEquations, { x, y, weights }: WeightedRows, row: number): void {
  const { inputs, targets, inputSums, targetSums } = equations;
  const weight = weights[row]!;
  equations.weight += weight;
  for (let i = 0; i < inputs; i++) inputSums[i]! += weight * x[row * inputs + i]!;
  for (let k = 0; k < targets; k++) targetSums[k]! += weight * y[row * targets + k]!;
}

/** Four rows at a time, so that each cell of the matrix is read and written a quarter as often. */
function addProducts(equations: NormalEquations, { x, y, weights }: WeightedRows, first: number): void {
  const { inputs, targets, squares, products } = equations;
  const row = (k: number) => Math.min(first + k, weights.length - 1);
  const weightOf = (k: number) => (first + k < weights.length ? weights[first + k]! : 0);
  const [w0, w1, w2, w3] = [weightOf(0), weightOf(1), weightOf(2), weightOf(3)];
  const x0 = x.subarray(row(0) * inputs, (row(0) + 1) * inputs);
  const x1 = x.subarray(row(1) * inputs, (row(1) + 1) * inputs);
  const x2 = x.subarray(row(2) * inputs, (row(2) + 1) * inputs);
  const x3 = x.subarray(row(3) * inputs, (row(3) + 1) * inputs);
  const y0 = y.subarray(row(0) * targets, (row(0) + 1) * targets);
  const y1 = y.subarray(row(1) * targets, (row(1) + 1) * targets);
  const y2 = y.subarray(row(2) * targets, (row(2) + 1) * targets);
  const y3 = y.subarray(row(3) * targets, (row(3) + 1) * targets);
  for (let i = 0; i < inputs; i++) {
    const [a, b, c, d] = [w0 * x0[i]!, w1 * x1[i]!, w2 * x2[i]!, w3 * x3[i]!];
    const square = i * inputs;
    for (let j = 0; j <= i; j++) squares[square + j]! += a * x0[j]! + b * x1[j]! + c * x2[j]! + d * x3[j]!;
    const product = i * targets;
    for (let k = 0; k < targets; k++)
      products[product + k]! += a * y0[k]! + b * y1[k]! + c * y2[k]! + d * y3[k]!;
  }
}

/**
 * Solves for the linear map with the least weighted squared error and a penalty on its coefficients, the intercept free.
 *
 * Definition: ridge regression (Hoerl & Kennard, 1970), generalised to a penalty λ tr(Bᵀ P B), by Cholesky's factors of
 * the centred normal equations.
 *
 * @param strength λ, as a share of the inputs' mean variance.
 * @param penalty P, [inputs, inputs]; the identity by default.
 * @returns The mean of the targets where the inputs do not vary (0 where there is no row); undefined where rounding leaves
 * no positive matrix.
 *
 * @example
 * solveRidge(sums, 1e-3)?.coefficients.length; → inputs × targets
 */
export function solveRidge(
  equations: NormalEquations,
  strength: number,
  penalty?: Float64Array,
): LinearMap | undefined {
  const { inputs, targets, weight, inputSums, targetSums, squares, products } = equations;
  const matrix = new Float64Array(inputs * inputs);
  let trace = 0;
  for (let i = 0; i < inputs; i++) {
    for (let j = 0; j <= i; j++) {
      matrix[i * inputs + j] = squares[i * inputs + j]! - (inputSums[i]! * inputSums[j]!) / weight;
    }
    trace += matrix[i * inputs + i]!;
  }
  if (!(trace > 0)) return meanMap(equations);
  const lambda = (strength * trace) / inputs;
  for (let i = 0; i < inputs; i++) {
    if (penalty === undefined) matrix[i * inputs + i]! += lambda;
    else for (let j = 0; j <= i; j++) matrix[i * inputs + j]! += lambda * penalty[i * inputs + j]!;
  }
  if (!factorise(matrix, inputs)) return undefined;
  const coefficients = products.map((product, at) => {
    const i = Math.floor(at / targets);
    return product - (inputSums[i]! * targetSums[at % targets]!) / weight;
  });
  substitute(matrix, coefficients, { inputs, targets });
  const intercept = targetSums.map((sum, k) => {
    let shift = 0;
    for (let i = 0; i < inputs; i++) shift += inputSums[i]! * coefficients[i * targets + k]!;
    return (sum - shift) / weight;
  });
  return { intercept, coefficients };
}

function meanMap({ inputs, targets, weight, targetSums }: NormalEquations): LinearMap {
  const intercept = weight > 0 ? targetSums.map((sum) => sum / weight) : new Float64Array(targets);
  return { intercept, coefficients: new Float64Array(inputs * targets) };
}

/** Cholesky's lower factor, in place; false where the matrix is not positive. */
function factorise(matrix: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) {
    const own = matrix.subarray(i * size, i * size + i + 1);
    for (let j = 0; j <= i; j++) {
      const other = matrix.subarray(j * size, j * size + j + 1);
      let sum = own[j]!;
      for (let k = 0; k < j; k++) sum -= own[k]! * other[k]!;
      if (j < i) own[j] = sum / other[j]!;
      else if (sum > 0) own[i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Solves L Lᵀ B = B for all targets at once, in place. */
function substitute(
  factor: Float64Array,
  sides: Float64Array,
  { inputs, targets }: { readonly inputs: number; readonly targets: number },
): void {
  const subtract = (to: number, from: number, share: number) => {
    for (let k = 0; k < targets; k++) sides[to * targets + k]! -= share * sides[from * targets + k]!;
  };
  const divide = (row: number) => {
    const pivot = factor[row * inputs + row]!;
    for (let k = 0; k < targets; k++) sides[row * targets + k]! /= pivot;
  };
  for (let i = 0; i < inputs; i++) {
    for (let j = 0; j < i; j++) subtract(i, j, factor[i * inputs + j]!);
    divide(i);
  }
  for (let i = inputs - 1; i >= 0; i--) {
    for (let j = i + 1; j < inputs; j++) subtract(i, j, factor[j * inputs + i]!);
    divide(i);
  }
}

/**
 * What a linear map makes of one row.
 *
 * @example
 * applyMap({ intercept: Float64Array.of(1), coefficients: Float64Array.of(2, 3) }, Float64Array.of(10, 100)); // [321]
 */
export function applyMap({ intercept, coefficients }: LinearMap, x: Float64Array): Float64Array {
  const y = intercept.slice();
  const targets = y.length;
  for (let i = 0; i < x.length; i++) {
    const share = x[i]!;
    for (let k = 0; k < targets; k++) y[k]! += share * coefficients[i * targets + k]!;
  }
  return y;
}
