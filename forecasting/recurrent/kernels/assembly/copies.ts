// The skip path: every output is a softmax-weighted mean of copies, to which the head adds its correction.
import { multiplyAdd, rowBytes, sum } from "./vector";

/** e^x for x ≤ 0: that of a 1024th by its series, squared ten times. The standard library's would need a static table. */
function exponential(x: f64): f64 {
  const part = max(x, -104) / 1024;
  let power = 1 + part * (1 + part / 2 * (1 + part / 3 * (1 + part / 4 * (1 + part / 5))));
  for (let doubling = 0; doubling < 10; doubling++) power *= power;
  return power;
}

/** shares[i] = softmax(logits[i]) for rows of `columns` floats. */
export function softmaxRows(logits: usize, shares: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    let highest = -f32.MAX_VALUE, total: f32 = 0;
    for (let column = 0; column < columns; column++) highest = max(highest, load<f32>(logits + (<usize>column << 2)));
    for (let column = 0; column < columns; column++) {
      const at = <usize>column << 2;
      const power = <f32>exponential(load<f32>(logits + at) - highest);
      store<f32>(shares + at, power);
      total += power;
    }
    for (let column = 0; column < columns; column++) {
      const at = shares + (<usize>column << 2);
      store<f32>(at, load<f32>(at) / total);
    }
    logits += <usize>columns << 2;
    shares += <usize>columns << 2;
  }
}

/** Turns the gradients by the shares, in place, into those by the logits. */
export function softmaxGradients(shares: usize, gradients: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    let mean: f32 = 0;
    for (let column = 0; column < columns; column++) {
      const at = <usize>column << 2;
      mean += load<f32>(shares + at) * load<f32>(gradients + at);
    }
    for (let column = 0; column < columns; column++) {
      const at = <usize>column << 2;
      store<f32>(gradients + at, load<f32>(shares + at) * (load<f32>(gradients + at) - mean));
    }
    shares += <usize>columns << 2;
    gradients += <usize>columns << 2;
  }
}

/** answers[i] += Σ shares[i, k] · copies[i, k], a row of windows each. */
export function mixCopies(shares: usize, copies: usize, outputs: i32, count: i32, answers: usize): void {
  for (let output = 0; output < outputs; output++) {
    for (let at: usize = 0; at < rowBytes; at += 16) {
      let total = v128.load(answers + at);
      for (let copy = 0; copy < count; copy++) {
        const share = v128.load32_splat(shares + (<usize>copy << 2));
        total = multiplyAdd(share, v128.load(copies + <usize>copy * rowBytes + at), total);
      }
      v128.store(answers + at, total);
    }
    shares += <usize>count << 2;
    copies += <usize>count * rowBytes;
    answers += rowBytes;
  }
}

/** into[i, k] += Σ over windows of copies[i, k] · gradient[i]. */
export function addShareGradients(
  copies: usize, gradient: usize, outputs: i32, count: i32, width: usize, into: usize,
): void {
  for (let output = 0; output < outputs; output++) {
    for (let copy = 0; copy < count; copy++) {
      let total = f32x4.splat(0);
      for (let at: usize = 0; at < width; at += 16) {
        total = multiplyAdd(v128.load(copies + at), v128.load(gradient + at), total);
      }
      store<f32>(into, load<f32>(into) + sum(total));
      into += 4;
      copies += rowBytes;
    }
    gradient += rowBytes;
  }
}
