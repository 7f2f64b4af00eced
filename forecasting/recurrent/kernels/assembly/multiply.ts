// out[rows, 16] = bias + weights · x: the product that every step of a sequence is made of.
import { multiplyAdd, rowBytes } from "./vector";

/**
 * Multiplies packed weights with the rows at `x1` and, behind them, those at `x2`.
 *
 * @param width Bytes of a row that hold windows: 32 or 64.
 */
export function multiply(
  weights: usize, rows: i32,
  x1: usize, count1: i32, x2: usize, count2: i32,
  out: usize, width: usize,
): void {
  const end = out + <usize>rows * rowBytes;
  const tileBytes = <usize>(1 + count1 + count2) << 4;
  for (; out + 4 * rowBytes <= end; out += 4 * rowBytes) {
    for (let half: usize = 0; half < width; half += 32) {
      multiplyFour(weights, x1 + half, count1, x2 + half, count2, out + half);
    }
    weights += tileBytes;
  }
  for (; out < end; out += rowBytes) {
    multiplyOne(weights, x1, count1, x2, count2, out);
    weights += tileBytes >> 2;
  }
}

/** Four rows by eight windows: eight sums in registers. The loops are left as they are: unrolled they spill. */
function multiplyFour(weights: usize, x1: usize, count1: i32, x2: usize, count2: i32, out: usize): void {
  let a0 = v128.load32_splat(weights), a1 = a0;
  let b0 = v128.load32_splat(weights, 4), b1 = b0;
  let c0 = v128.load32_splat(weights, 8), c1 = c0;
  let d0 = v128.load32_splat(weights, 12), d1 = d0;
  weights += 16;
  for (const end = weights + (<usize>count1 << 4); weights < end; weights += 16) {
    const left = v128.load(x1), right = v128.load(x1, 16);
    let weight = v128.load32_splat(weights);
    a0 = multiplyAdd(weight, left, a0); a1 = multiplyAdd(weight, right, a1);
    weight = v128.load32_splat(weights, 4);
    b0 = multiplyAdd(weight, left, b0); b1 = multiplyAdd(weight, right, b1);
    weight = v128.load32_splat(weights, 8);
    c0 = multiplyAdd(weight, left, c0); c1 = multiplyAdd(weight, right, c1);
    weight = v128.load32_splat(weights, 12);
    d0 = multiplyAdd(weight, left, d0); d1 = multiplyAdd(weight, right, d1);
    x1 += rowBytes;
  }
  for (const end = weights + (<usize>count2 << 4); weights < end; weights += 16) {
    const left = v128.load(x2), right = v128.load(x2, 16);
    let weight = v128.load32_splat(weights);
    a0 = multiplyAdd(weight, left, a0); a1 = multiplyAdd(weight, right, a1);
    weight = v128.load32_splat(weights, 4);
    b0 = multiplyAdd(weight, left, b0); b1 = multiplyAdd(weight, right, b1);
    weight = v128.load32_splat(weights, 8);
    c0 = multiplyAdd(weight, left, c0); c1 = multiplyAdd(weight, right, c1);
    weight = v128.load32_splat(weights, 12);
    d0 = multiplyAdd(weight, left, d0); d1 = multiplyAdd(weight, right, d1);
    x2 += rowBytes;
  }
  v128.store(out, a0); v128.store(out, a1, 16);
  v128.store(out, b0, 64); v128.store(out, b1, 80);
  v128.store(out, c0, 128); v128.store(out, c1, 144);
  v128.store(out, d0, 192); v128.store(out, d1, 208);
}

/** One row by sixteen windows. */
function multiplyOne(weights: usize, x1: usize, count1: i32, x2: usize, count2: i32, out: usize): void {
  let a = v128.load32_splat(weights), b = a, c = a, d = a;
  weights += 4;
  for (const end = weights + (<usize>count1 << 2); weights < end; weights += 4) {
    const weight = v128.load32_splat(weights);
    a = multiplyAdd(weight, v128.load(x1), a); b = multiplyAdd(weight, v128.load(x1, 16), b);
    c = multiplyAdd(weight, v128.load(x1, 32), c); d = multiplyAdd(weight, v128.load(x1, 48), d);
    x1 += rowBytes;
  }
  for (const end = weights + (<usize>count2 << 2); weights < end; weights += 4) {
    const weight = v128.load32_splat(weights);
    a = multiplyAdd(weight, v128.load(x2), a); b = multiplyAdd(weight, v128.load(x2, 16), b);
    c = multiplyAdd(weight, v128.load(x2, 32), c); d = multiplyAdd(weight, v128.load(x2, 48), d);
    x2 += rowBytes;
  }
  v128.store(out, a); v128.store(out, b, 16); v128.store(out, c, 32); v128.store(out, d, 48);
}
