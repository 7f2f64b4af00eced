// The skip path: every output is a mean of copies to which the head adds its correction. How much each copy counts is the
// softmax of one number an output and copy, the same for all windows, plus one a copy that the head says for the window.
import { multiplyAdd, rowBytes, sum } from "./vector";

/** Bound of x, log₂ e, ln 2 in two parts, then the coefficients of the series of eˣ from the sixth down to the second. */
const exponentialTable = memory.data<f32>([
  -87, 1.44269504089, 0.693359375, -0.000212194440055,
  0.00138888888889, 0.00833333333333, 0.0416666666667, 0.166666666667, 0.5,
], 16);

/** eˣ for x ≤ 0, to within 2e-7 of itself. */
// @ts-ignore: decorator
@inline
function exponential(value: v128): v128 {
  const table = exponentialTable;
  const x = f32x4.pmax(v128.load32_splat(table), value);
  const power = f32x4.nearest(f32x4.mul(x, v128.load32_splat(table, 4)));
  let rest = f32x4.sub(x, f32x4.mul(power, v128.load32_splat(table, 8)));
  rest = f32x4.sub(rest, f32x4.mul(power, v128.load32_splat(table, 12)));
  let series = multiplyAdd(v128.load32_splat(table, 16), rest, v128.load32_splat(table, 20));
  series = multiplyAdd(series, rest, v128.load32_splat(table, 24));
  series = multiplyAdd(series, rest, v128.load32_splat(table, 28));
  series = multiplyAdd(series, rest, v128.load32_splat(table, 32));
  series = f32x4.add(multiplyAdd(f32x4.mul(rest, rest), series, rest), f32x4.splat(1));
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(power), i32x4.splat(127));
  return f32x4.mul(series, i32x4.shl(exponent, 23));
}

/**
 * shares[i, k] = softmax over k of logits[i, k] + gates[k]; answers[i] += Σ shares[i, k] · copies[i, k].
 *
 * @param logits [outputs, count] numbers; all else are rows of windows.
 */
export function mixCopies(
  logits: usize, gates: usize, copies: usize, outputs: i32, count: i32, shares: usize, answers: usize,
): void {
  const block = <usize>count * rowBytes;
  for (let output = 0; output < outputs; output++) {
    for (let at: usize = 0; at < rowBytes; at += 16) {
      let highest = f32x4.splat(-f32.MAX_VALUE);
      for (let copy = 0; copy < count; copy++) highest = f32x4.max(highest, logitAt(logits, gates + at, copy));
      let total = f32x4.splat(0), mixed = total;
      for (let copy = 0; copy < count; copy++) {
        const row = <usize>copy * rowBytes + at;
        const part = exponential(f32x4.sub(logitAt(logits, gates + at, copy), highest));
        v128.store(shares + row, part);
        total = f32x4.add(total, part);
        mixed = multiplyAdd(part, v128.load(copies + row), mixed);
      }
      v128.store(answers + at, f32x4.add(v128.load(answers + at), f32x4.div(mixed, total)));
      for (let row = shares + at, end = shares + block; row < end; row += rowBytes) {
        v128.store(row, f32x4.div(v128.load(row), total));
      }
    }
    logits += <usize>count << 2;
    copies += block;
    shares += block;
    answers += rowBytes;
  }
}

// @ts-ignore: decorator
@inline
function logitAt(logits: usize, gates: usize, copy: i32): v128 {
  return f32x4.add(v128.load32_splat(logits + (<usize>copy << 2)), v128.load(gates + <usize>copy * rowBytes));
}

/**
 * From the gradients by the answers to those by the logits, which are added to, and those by the gates.
 *
 * @param width Bytes of a row that hold windows.
 */
export function mixBack(
  shares: usize, copies: usize, gradient: usize, outputs: i32, count: i32, width: usize, byLogits: usize, byGates: usize,
): void {
  const block = <usize>count * rowBytes;
  memory.fill(byGates, 0, block);
  for (let output = 0; output < outputs; output++) {
    for (let at: usize = 0; at < width; at += 16) {
      let mixed = f32x4.splat(0);
      for (let row: usize = at; row < block; row += rowBytes) {
        mixed = multiplyAdd(v128.load(shares + row), v128.load(copies + row), mixed);
      }
      const byAnswer = v128.load(gradient + at);
      for (let row: usize = at, logit = byLogits; row < block; row += rowBytes, logit += 4) {
        const away = f32x4.sub(v128.load(copies + row), mixed);
        const byLogit = f32x4.mul(f32x4.mul(byAnswer, v128.load(shares + row)), away);
        v128.store(byGates + row, f32x4.add(v128.load(byGates + row), byLogit));
        store<f32>(logit, load<f32>(logit) + sum(byLogit));
      }
    }
    gradient += rowBytes;
    shares += block;
    copies += block;
    byLogits += <usize>count << 2;
  }
}
