// The functions of the gates, over whole rows.
//
// tanh is x · P(x²) / Q(x²) with x held within ±8: a fraction fitted to the least largest relative error, 1.5e-7; beyond,
// tanh is 1 to within 2.3e-7. The sigmoid is ½ + ½ tanh(x / 2) with the halves worked into the coefficients. NaN stays NaN.
//
// Constants are loaded instead of written into the code: V8 would make each anew, in five instructions, at every use.
import { multiplyAdd } from "./vector";

/** Bound of x, addend of the result, P from its constant on, Q likewise. */
const tanhTable = memory.data<f32>([
  8, 0,
  0.99999988079, 0.12925665081, 0.0029510231689, 0.0000114283784569,
  1, 0.46258881688, 0.023815557361, 0.00023866884294, 2.4591892612e-7,
], 16);
/** The same with x / 2 for x: coefficients of x²ⁿ over 4ⁿ, P's halved twice. */
const sigmoidTable = memory.data<f32>([
  16, 0.5,
  0.2499999701975, 0.008078540675625, 0.00004610973701406, 4.464210334726e-8,
  1, 0.11564720422, 0.0014884723350625, 0.00000372920067094, 9.606207270e-10,
], 16);

/** to[i] = tanh(from[i]) for `size` bytes of whole rows; they may be the same. */
export function tanhRows(from: usize, to: usize, size: usize): void {
  applyFraction(tanhTable, from, to, size);
}

/** Turns rows into the values of a gate, in place. */
export function activateGates(rows: usize, size: usize, hard: bool): void {
  if (hard) applyLine(rows, size);
  else applyFraction(sigmoidTable, rows, rows, size);
}

function applyFraction(table: usize, from: usize, to: usize, size: usize): void {
  const bound = v128.load32_splat(table), addend = v128.load32_splat(table, 4);
  const p0 = v128.load32_splat(table, 8), p1 = v128.load32_splat(table, 12);
  const p2 = v128.load32_splat(table, 16), p3 = v128.load32_splat(table, 20);
  const q0 = v128.load32_splat(table, 24), q1 = v128.load32_splat(table, 28);
  const q2 = v128.load32_splat(table, 32), q3 = v128.load32_splat(table, 36), q4 = v128.load32_splat(table, 40);
  const negative = f32x4.neg(bound);
  for (const end = from + size; from < end; from += 16) {
    const x = f32x4.pmin(f32x4.pmax(v128.load(from), negative), bound);
    const square = f32x4.mul(x, x);
    let above = multiplyAdd(p3, square, p2);
    above = multiplyAdd(above, square, p1);
    above = multiplyAdd(above, square, p0);
    let below = multiplyAdd(q4, square, q3);
    below = multiplyAdd(below, square, q2);
    below = multiplyAdd(below, square, q1);
    below = multiplyAdd(below, square, q0);
    v128.store(to, f32x4.add(f32x4.div(f32x4.mul(x, above), below), addend));
    to += 16;
  }
}

/** The piecewise linear stand-in for the sigmoid: 0.2 x + 0.5 within 0 … 1. */
function applyLine(rows: usize, size: usize): void {
  for (const end = rows + size; rows < end; rows += 16) {
    const line = multiplyAdd(v128.load(rows), f32x4.splat(0.2), f32x4.splat(0.5));
    v128.store(rows, f32x4.pmin(f32x4.pmax(line, f32x4.splat(0)), f32x4.splat(1)));
  }
}

/** Derivative of the gate function where its value is y; `one` is a vector of ones. */
// @ts-ignore: decorator
@inline
export function gateSlope(y: v128, one: v128, hard: bool): v128 {
  if (!hard) return f32x4.mul(y, f32x4.sub(one, y));
  const inside = v128.and(f32x4.gt(y, f32x4.sub(one, one)), f32x4.lt(y, one));
  return v128.and(inside, f32x4.splat(0.2));
}

/** Derivative of tanh where its value is y. */
// @ts-ignore: decorator
@inline
export function tanhSlope(y: v128, one: v128): v128 {
  return f32x4.sub(one, f32x4.mul(y, y));
}

/** Gradients below this have no effect on a weight: Adam's floor under its divisor is far larger. */
const fadedTable = memory.data<f32>([1e-25], 16);

/** The size below which a gradient has faded, in all lanes. */
// @ts-ignore: decorator
@inline
export function fadedSize(): v128 {
  return v128.load32_splat(fadedTable);
}

/**
 * Zero where a gradient has faded. Left alone it would become subnormal on its way back through a long sequence, and
 * processors take a hundred times longer over such numbers. NaN stays NaN.
 */
// @ts-ignore: decorator
@inline
export function unlessFaded(gradient: v128, size: v128): v128 {
  return v128.andnot(gradient, f32x4.lt(f32x4.abs(gradient), size));
}

/** A vector of ones out of memory. */
// @ts-ignore: decorator
@inline
export function ones(): v128 {
  return v128.load32_splat(tanhTable, 24);
}
