// Softmax and cross-entropy of one step's answers, a lane a window, and their gradient in the place of the answers.
import { multiplyAdd, rowBytes } from "./vector";

/**
 * e to the power of x, for x up to 88: 2ⁿ · P(r) with x = n · ln 2 + r and |r| ≤ ½ ln 2, P fitted to the least largest
 * relative error, 3e-9 before rounding. Below −87 it is that of −87. NaN stays NaN.
 */
// @ts-ignore: decorator
@inline
function exponential(x: v128): v128 {
  const held = f32x4.pmax(x, f32x4.splat(-87));
  const n = f32x4.nearest(f32x4.mul(held, f32x4.splat(1.44269504)));
  const r = multiplyAdd(n, f32x4.splat(2.12194440e-4), multiplyAdd(n, f32x4.splat(-0.693359375), held));
  let power = f32x4.splat(0.0013814540118);
  power = multiplyAdd(power, r, f32x4.splat(0.008368745112));
  power = multiplyAdd(power, r, f32x4.splat(0.041668390785));
  power = multiplyAdd(power, r, f32x4.splat(0.16666520399));
  power = multiplyAdd(power, r, f32x4.splat(0.49999993432));
  power = multiplyAdd(power, f32x4.mul(r, r), f32x4.add(r, f32x4.splat(1)));
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(power, scale);
}

/**
 * Turns the answers of a step into the gradient by them, weight · (softmax − 1 at the target's class).
 *
 * @param targets A row of class numbers.
 * @returns The sum of weight · −log softmax at the class.
 */
export function crossEntropyStep(answers: usize, outputs: i32, targets: usize, weights: usize, width: usize): f64 {
  const end = answers + <usize>outputs * rowBytes;
  let loss: f64 = 0;
  for (let at: usize = 0; at < width; at += 16) {
    const target = v128.load(targets + at), weight = v128.load(weights + at);
    let largest = v128.load(answers + at);
    for (let row = answers + rowBytes + at; row < end; row += rowBytes) largest = f32x4.max(largest, v128.load(row));
    let total = f32x4.splat(0), chosen = total, number = total;
    for (let row = answers + at; row < end; row += rowBytes) {
      const below = f32x4.sub(v128.load(row), largest);
      const power = exponential(below);
      v128.store(row, power);
      total = f32x4.add(total, power);
      chosen = f32x4.add(chosen, v128.and(f32x4.eq(number, target), below));
      number = f32x4.add(number, f32x4.splat(1));
    }
    loss += lossOf(total, chosen, weight);
    const share = f32x4.div(f32x4.splat(1), total), counts = f32x4.ne(weight, f32x4.splat(0));
    number = f32x4.splat(0);
    for (let row = answers + at; row < end; row += rowBytes) {
      const hit = v128.and(f32x4.eq(number, target), f32x4.splat(1));
      const slope = f32x4.mul(weight, f32x4.sub(f32x4.mul(v128.load(row), share), hit));
      // A step without weight has no gradient, whatever stands in its place.
      v128.store(row, v128.and(slope, counts));
      number = f32x4.add(number, f32x4.splat(1));
    }
  }
  return loss;
}

/** Sum over four windows of weight · (log of the total − the chosen answer). */
// @ts-ignore: decorator
@inline
function lossOf(total: v128, chosen: v128, weight: v128): f64 {
  let loss: f64 = 0;
  loss += laneLoss(f32x4.extract_lane(total, 0), f32x4.extract_lane(chosen, 0), f32x4.extract_lane(weight, 0));
  loss += laneLoss(f32x4.extract_lane(total, 1), f32x4.extract_lane(chosen, 1), f32x4.extract_lane(weight, 1));
  loss += laneLoss(f32x4.extract_lane(total, 2), f32x4.extract_lane(chosen, 2), f32x4.extract_lane(weight, 2));
  loss += laneLoss(f32x4.extract_lane(total, 3), f32x4.extract_lane(chosen, 3), f32x4.extract_lane(weight, 3));
  return loss;
}

function laneLoss(total: f32, chosen: f32, weight: f32): f64 {
  return weight == 0 ? 0 : <f64>(weight * (Mathf.log(total) - chosen));
}
