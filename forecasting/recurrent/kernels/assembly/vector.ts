// Four floats at a time. Windows of a batch lie side by side: a row holds one value of each of 16 windows.

/** Windows in a row. */
export const lanes: i32 = 16;
/** Bytes of a row: one cache line. */
export const rowBytes: usize = 64;

/** a · b + c, fused where the runtime has relaxed SIMD. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** x · P(x²) / Q(x²), with x held within ±limit; NaN stays NaN. */
// @ts-ignore: decorator
@inline
function oddFraction(
  x: v128, limit: f32,
  p0: f32, p1: f32, p2: f32, p3: f32,
  q1: f32, q2: f32, q3: f32, q4: f32,
): v128 {
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-limit)), f32x4.splat(limit));
  const square = f32x4.mul(x, x);
  let above = multiplyAdd(f32x4.splat(p3), square, f32x4.splat(p2));
  above = multiplyAdd(above, square, f32x4.splat(p1));
  above = multiplyAdd(above, square, f32x4.splat(p0));
  let below = multiplyAdd(f32x4.splat(q4), square, f32x4.splat(q3));
  below = multiplyAdd(below, square, f32x4.splat(q2));
  below = multiplyAdd(below, square, f32x4.splat(q1));
  below = multiplyAdd(below, square, f32x4.splat(1));
  return f32x4.div(f32x4.mul(x, above), below);
}

/**
 * Hyperbolic tangent. The fraction was fitted to the least largest relative error on [0, 8], where it is 1.5e-7;
 * beyond, tanh is 1 to within 2.3e-7.
 */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  return oddFraction(
    x, 8,
    0.99999988079, 0.12925665081, 0.0029510231689, 0.0000114283784569,
    0.46258881688, 0.023815557361, 0.00023866884294, 2.4591892612e-7,
  );
}

/** Logistic sigmoid, ½ + ½ tanh(x / 2): the halves are worked into the coefficients of the same fraction. */
// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  return f32x4.add(
    f32x4.splat(0.5),
    oddFraction(
      x, 16,
      0.99999988079 / 4, 0.12925665081 / 16, 0.0029510231689 / 64, 0.0000114283784569 / 256,
      0.46258881688 / 4, 0.023815557361 / 16, 0.00023866884294 / 64, 2.4591892612e-7 / 256,
    ),
  );
}

/** The piecewise linear stand-in for the sigmoid: 0.2 x + 0.5 within 0 … 1. */
// @ts-ignore: decorator
@inline
export function hardSigmoid(x: v128): v128 {
  const line = multiplyAdd(x, f32x4.splat(0.2), f32x4.splat(0.5));
  return f32x4.pmin(f32x4.pmax(line, f32x4.splat(0)), f32x4.splat(1));
}

/** The gate function of a layer. */
// @ts-ignore: decorator
@inline
export function gate(x: v128, hard: bool): v128 {
  return hard ? hardSigmoid(x) : sigmoid(x);
}

/** Derivative of the gate function where its value is y. */
// @ts-ignore: decorator
@inline
export function gateSlope(y: v128, hard: bool): v128 {
  if (!hard) return f32x4.mul(y, f32x4.sub(f32x4.splat(1), y));
  const inside = v128.and(f32x4.gt(y, f32x4.splat(0)), f32x4.lt(y, f32x4.splat(1)));
  return v128.and(inside, f32x4.splat(0.2));
}

/** Derivative of tanh where its value is y. */
// @ts-ignore: decorator
@inline
export function tanhSlope(y: v128): v128 {
  return f32x4.sub(f32x4.splat(1), f32x4.mul(y, y));
}

/** The sums of four vectors, one a lane. */
// @ts-ignore: decorator
@inline
export function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f64>(ab, cd, 0, 2), v128.shuffle<f64>(ab, cd, 1, 3));
}

/** The sum of the four floats of a vector. */
// @ts-ignore: decorator
@inline
export function sum(a: v128): f32 {
  return f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1) + f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3);
}
