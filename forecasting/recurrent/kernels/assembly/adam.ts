// The optimiser: Adam (D. Kingma, J. Ba, 2015) over all weights at once, its gradient clipped to a global norm.
import { multiplyAdd, sum } from "./vector";

/** into[i] += from[i]; lengths are multiples of four. */
export function addVectors(into: usize, from: usize, count: i32): void {
  for (const end = into + (<usize>count << 2); into < end; into += 16) {
    v128.store(into, f32x4.add(v128.load(into), v128.load(from)));
    from += 16;
  }
}

/** vector[i] *= factor */
export function scaleVector(vector: usize, count: i32, factor: f32): void {
  const factors = f32x4.splat(factor);
  for (const end = vector + (<usize>count << 2); vector < end; vector += 16) {
    v128.store(vector, f32x4.mul(v128.load(vector), factors));
  }
}

/** Euclidean norm, its squares summed in stretches of 64 so that float32 keeps them. */
export function norm(vector: usize, count: i32): f64 {
  let total: f64 = 0;
  const end = vector + (<usize>count << 2);
  while (vector < end) {
    const stretch = min(end, vector + 1024);
    let squares = f32x4.splat(0);
    for (; vector < stretch; vector += 16) {
      const value = v128.load(vector);
      squares = multiplyAdd(value, value, squares);
    }
    total += <f64>sum(squares);
  }
  return sqrt(total);
}

/**
 * Moves the parameters along the gradient.
 *
 * @param clip What the gradient is multiplied by first.
 * @param rate The learning rate with the bias corrections worked in, and the floor of the divisor likewise.
 */
export function adam(
  parameters: usize, gradient: usize, means: usize, squares: usize, count: i32,
  clip: f32, beta1: f32, beta2: f32, rate: f32, floor: f32,
): void {
  const keepMean = f32x4.splat(beta1), keepSquare = f32x4.splat(beta2);
  const addMean = f32x4.splat((1 - beta1) * clip), addSquare = f32x4.splat(1 - beta2);
  const clips = f32x4.splat(clip), rates = f32x4.splat(rate), floors = f32x4.splat(floor);
  for (const end = parameters + (<usize>count << 2); parameters < end; parameters += 16) {
    const slope = v128.load(gradient);
    const clipped = f32x4.mul(slope, clips);
    const mean = multiplyAdd(keepMean, v128.load(means), f32x4.mul(addMean, slope));
    const square = multiplyAdd(keepSquare, v128.load(squares), f32x4.mul(addSquare, f32x4.mul(clipped, clipped)));
    v128.store(means, mean);
    v128.store(squares, square);
    const move = f32x4.div(f32x4.mul(rates, mean), f32x4.add(f32x4.sqrt(square), floors));
    v128.store(parameters, f32x4.sub(v128.load(parameters), move));
    gradient += 16;
    means += 16;
    squares += 16;
  }
}

/** Moves running means towards values by a share of the distance. */
export function moveMeans(means: usize, values: usize, count: i32, share: f32): void {
  const shares = f32x4.splat(share);
  for (const end = means + (<usize>count << 2); means < end; means += 16) {
    const mean = v128.load(means);
    v128.store(means, multiplyAdd(shares, f32x4.sub(v128.load(values), mean), mean));
    values += 16;
  }
}
