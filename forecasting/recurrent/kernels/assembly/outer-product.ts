// The gradients of weights: into[i, j] += Σ over steps and windows of x[i] · g[j].
import { multiplyAdd, rowBytes, sum, sums } from "./vector";

/**
 * Adds the sum of outer products over `steps` steps to a matrix with rows of `columns` floats.
 *
 * @param width Bytes of a row that hold windows: 32 or 64.
 */
export function addOuterProducts(
  x: usize, xRows: i32, xStride: usize,
  g: usize, gRows: i32, gStride: usize,
  steps: i32, width: usize, into: usize, columns: i32,
): void {
  const stride = <usize>columns << 2;
  let j = 0;
  for (; j + 4 <= gRows; j += 4) {
    let from = x, to = into + (<usize>j << 2), i = 0;
    for (; i + 2 <= xRows; i += 2) {
      addTwoByFour(from, xStride, g, gStride, steps, width, to, stride);
      from += 2 * rowBytes;
      to += 2 * stride;
    }
    if (i < xRows) addOneByFour(from, xStride, g, gStride, steps, width, to);
    g += 4 * rowBytes;
  }
  for (; j < gRows; j++) {
    let to = into + (<usize>j << 2);
    for (let i = 0; i < xRows; i++) {
      store<f32>(to, load<f32>(to) + innerProduct(x + <usize>i * rowBytes, xStride, g, gStride, steps, width));
      to += stride;
    }
    g += rowBytes;
  }
}

function addTwoByFour(
  x: usize, xStride: usize, g: usize, gStride: usize, steps: i32, width: usize, into: usize, stride: usize,
): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  xStride -= width;
  gStride -= width;
  for (; steps > 0; steps--) {
    for (const end = x + width; x < end; x += 16) {
      const a = v128.load(x), b = v128.load(x, 64);
      let gradient = v128.load(g);
      a0 = multiplyAdd(a, gradient, a0); b0 = multiplyAdd(b, gradient, b0);
      gradient = v128.load(g, 64);
      a1 = multiplyAdd(a, gradient, a1); b1 = multiplyAdd(b, gradient, b1);
      gradient = v128.load(g, 128);
      a2 = multiplyAdd(a, gradient, a2); b2 = multiplyAdd(b, gradient, b2);
      gradient = v128.load(g, 192);
      a3 = multiplyAdd(a, gradient, a3); b3 = multiplyAdd(b, gradient, b3);
      g += 16;
    }
    x += xStride;
    g += gStride;
  }
  v128.store(into, f32x4.add(v128.load(into), sums(a0, a1, a2, a3)));
  into += stride;
  v128.store(into, f32x4.add(v128.load(into), sums(b0, b1, b2, b3)));
}

function addOneByFour(
  x: usize, xStride: usize, g: usize, gStride: usize, steps: i32, width: usize, into: usize,
): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  xStride -= width;
  gStride -= width;
  for (; steps > 0; steps--) {
    for (const end = x + width; x < end; x += 16) {
      const a = v128.load(x);
      a0 = multiplyAdd(a, v128.load(g), a0); a1 = multiplyAdd(a, v128.load(g, 64), a1);
      a2 = multiplyAdd(a, v128.load(g, 128), a2); a3 = multiplyAdd(a, v128.load(g, 192), a3);
      g += 16;
    }
    x += xStride;
    g += gStride;
  }
  v128.store(into, f32x4.add(v128.load(into), sums(a0, a1, a2, a3)));
}

function innerProduct(x: usize, xStride: usize, g: usize, gStride: usize, steps: i32, width: usize): f32 {
  let total = f32x4.splat(0);
  for (; steps > 0; steps--) {
    for (let at: usize = 0; at < width; at += 16) {
      total = multiplyAdd(v128.load(x + at), v128.load(g + at), total);
    }
    x += xStride;
    g += gStride;
  }
  return sum(total);
}

/** Adds the sum of rows over steps and windows: the gradient of a bias. */
export function addSums(g: usize, gRows: i32, gStride: usize, steps: i32, width: usize, into: usize): void {
  for (let j = 0; j < gRows; j++) {
    let total = f32x4.splat(0), other = total;
    let from = g + <usize>j * rowBytes;
    for (let step = 0; step < steps; step++) {
      for (let at: usize = 0; at < width; at += 32) {
        total = f32x4.add(total, v128.load(from + at));
        other = f32x4.add(other, v128.load(from + at, 16));
      }
      from += gStride;
    }
    store<f32>(into, load<f32>(into) + sum(f32x4.add(total, other)));
    into += 4;
  }
}
