// A gated recurrent unit (K. Cho et al., 2014): h = z · h₋₁ + (1 − z) · candidate. Columns of the weights are in the
// order z, r, candidate; rows of a step in the order candidate, z, r and, where the reset comes after, the scaled product.
import { activateGates, fadedSize, gateSlope, ones, tanhRows, tanhSlope, unlessFaded } from "./activation";
import { Cell, gateRows, Layer, Pass, stepBytes } from "./layer";
import { multiply } from "./multiply";
import { addOuterProducts, addSums } from "./outer-product";
import { packColumns, packRows } from "./pack";
import { multiplyAdd, rowBytes } from "./vector";

/** Bytes of packed rows. */
// @ts-ignore: decorator
@inline
function bytesOf(rows: i32, inputs: i32): usize {
  return <usize>(rows * (1 + inputs)) << 2;
}

export function packGru(layer: Layer): void {
  const units = layer.units, features = layer.features, columns = 3 * units;
  const kernel = layer.kernel, recurrent = layer.recurrentKernel;
  let into = layer.packed;
  if (layer.cell == Cell.gru) {
    into = packColumns(into, 0, 2 * units, columns, layer.bias, kernel, features, recurrent, units);
    into = packColumns(into, 2 * units, units, columns, layer.bias, kernel, features, recurrent, units);
    into = packRows(into, recurrent, units, columns, 0, 2 * units, 0, 0);
    into = packRows(into, recurrent, units, columns, 2 * units, units, 0, 0);
  } else {
    const gateRowsStart = into;
    into = packColumns(into, 0, 2 * units, columns, layer.bias, kernel, features, recurrent, units);
    if (layer.bias) addRecurrentBias(gateRowsStart, 2 * units, features + units, layer.bias + (<usize>columns << 2));
    into = packColumns(into, 2 * units, units, columns, layer.bias, kernel, features, 0, 0);
    const recurrentBias = layer.bias ? layer.bias + (<usize>columns << 2) : 0;
    into = packColumns(into, 2 * units, units, columns, recurrentBias, 0, 0, recurrent, units);
    into = packRows(into, recurrent, units, columns, 0, 2 * units, 2 * units, units);
  }
  packRows(into, kernel, features, columns, 2 * units, units, 0, 2 * units);
}

/** Adds the second bias to that of rows that are packed already. */
function addRecurrentBias(packed: usize, rows: i32, inputs: i32, bias: usize): void {
  for (let row = 0; row < rows; ) {
    const height = rows - row >= 4 ? 4 : 1;
    for (let r = 0; r < height; r++) {
      const at = packed + (<usize>r << 2);
      store<f32>(at, load<f32>(at) + load<f32>(bias + (<usize>(row + r) << 2)));
    }
    packed += bytesOf(height, inputs);
    row += height;
  }
}

export function stepGru(layer: Layer, pass: Pass, step: i32): void {
  const units = layer.units, features = layer.features;
  const stride = stepBytes(units);
  const size = <usize>units * rowBytes;
  const candidate = pass.gates + <usize>step * stepBytes(gateRows(layer.cell) * units);
  const gates = candidate + size;
  const before = pass.states + <usize>step * stride;
  const x = pass.input + <usize>step * pass.inputStride;
  multiply(layer.packed, 2 * units, x, features, before, units, gates, pass.width);
  activateGates(gates, 2 * size, layer.hardGates != 0);
  const reset = gates + size;
  const candidateWeights = layer.packed + bytesOf(2 * units, features + units);
  if (layer.cell == Cell.gru) {
    const resetStates = pass.cells + <usize>step * stride;
    for (let at: usize = 0; at < size; at += 16) {
      v128.store(resetStates + at, f32x4.mul(v128.load(reset + at), v128.load(before + at)));
    }
    multiply(candidateWeights, units, x, features, resetStates, units, candidate, pass.width);
  } else {
    const product = gates + 2 * size;
    multiply(candidateWeights, units, x, features, 0, 0, candidate, pass.width);
    const productWeights = candidateWeights + bytesOf(units, features);
    multiply(productWeights, units, before, units, 0, 0, product, pass.width);
    for (let at: usize = 0; at < size; at += 16) {
      const scaled = multiplyAdd(v128.load(reset + at), v128.load(product + at), v128.load(candidate + at));
      v128.store(candidate + at, scaled);
    }
  }
  tanhRows(candidate, candidate, size);
  const after = before + stride;
  for (let at: usize = 0; at < size; at += 16) {
    const proposed = v128.load(candidate + at);
    const kept = f32x4.sub(v128.load(before + at), proposed);
    v128.store(after + at, multiplyAdd(v128.load(gates + at), kept, proposed));
  }
}

export function stepBackGru(layer: Layer, pass: Pass, step: i32): void {
  if (layer.hardGates) stepBackWith(layer, pass, step, true);
  else stepBackWith(layer, pass, step, false);
}

// @ts-ignore: decorator
@inline
function stepBackWith(layer: Layer, pass: Pass, step: i32, hard: bool): void {
  const units = layer.units, features = layer.features;
  const stride = stepBytes(units);
  const size = <usize>units * rowBytes;
  const candidate = pass.gates + <usize>step * stepBytes(gateRows(layer.cell) * units);
  const before = pass.states + <usize>step * stride;
  const outer = pass.outputGradient ? pass.outputGradient + <usize>step * stride : 0;
  differentiateMix(pass, candidate, before, outer, size, hard);
  let back = layer.packed + bytesOf(3 * units, features + units);
  const gates = candidate + size;
  if (layer.cell == Cell.gru) {
    multiply(back + bytesOf(units, 2 * units), units, candidate, units, 0, 0, pass.scratch, pass.width);
    differentiateResetBefore(pass, gates + size, before, size, hard);
    if (step > 0) multiply(back, units, gates, 2 * units, 0, 0, pass.returning, pass.width);
    back += bytesOf(units, 2 * units) + bytesOf(units, units);
  } else {
    back += bytesOf(units, 0);
    differentiateResetAfter(candidate, gates + size, gates + 2 * size, size, hard);
    if (step > 0) multiply(back, units, gates, 3 * units, 0, 0, pass.returning, pass.width);
    back += bytesOf(units, 3 * units);
  }
  if (pass.inputGradient) {
    const into = pass.inputGradient + <usize>step * stepBytes(features);
    multiply(back, features, candidate, 3 * units, 0, 0, into, pass.width);
  }
}

/** Gradients by the sums of the candidate and the update gate, and the part of the state that passed the cell by. */
// @ts-ignore: decorator
@inline
function differentiateMix(
  pass: Pass, candidates: usize, before: usize, outer: usize, size: usize, hard: bool,
): void {
  const updates = candidates + size, returning = pass.returning, carried = pass.carried;
  const one = ones(), faded = fadedSize();
  for (let at: usize = 0; at < size; at += 16) {
    let byState = f32x4.add(v128.load(returning + at), v128.load(carried + at));
    if (outer) byState = f32x4.add(byState, v128.load(outer + at));
    byState = unlessFaded(byState, faded);
    const candidate = v128.load(candidates + at), update = v128.load(updates + at);
    const kept = f32x4.mul(byState, update);
    v128.store(candidates + at, f32x4.mul(f32x4.sub(byState, kept), tanhSlope(candidate, one)));
    const difference = f32x4.sub(v128.load(before + at), candidate);
    v128.store(updates + at, f32x4.mul(f32x4.mul(byState, difference), gateSlope(update, one, hard)));
    v128.store(carried + at, kept);
  }
}

// @ts-ignore: decorator
@inline
function differentiateResetBefore(pass: Pass, resets: usize, before: usize, size: usize, hard: bool): void {
  const carried = pass.carried, byResetState = pass.scratch;
  const one = ones();
  for (let at: usize = 0; at < size; at += 16) {
    const reset = v128.load(resets + at), gradient = v128.load(byResetState + at);
    v128.store(carried + at, multiplyAdd(gradient, reset, v128.load(carried + at)));
    v128.store(resets + at, f32x4.mul(f32x4.mul(gradient, v128.load(before + at)), gateSlope(reset, one, hard)));
  }
}

// @ts-ignore: decorator
@inline
function differentiateResetAfter(candidates: usize, resets: usize, products: usize, size: usize, hard: bool): void {
  const one = ones();
  for (let at: usize = 0; at < size; at += 16) {
    const reset = v128.load(resets + at), gradient = v128.load(candidates + at);
    v128.store(resets + at, f32x4.mul(f32x4.mul(gradient, v128.load(products + at)), gateSlope(reset, one, hard)));
    v128.store(products + at, f32x4.mul(gradient, reset));
  }
}

export function addGradientsGru(layer: Layer, pass: Pass, from: i32, steps: i32): void {
  const units = layer.units, columns = 3 * units, width = pass.width;
  const stride = stepBytes(units);
  const size = <usize>units * rowBytes;
  const gateStride = stepBytes(gateRows(layer.cell) * units);
  const candidate = pass.gates + <usize>from * gateStride;
  const gates = candidate + size;
  const before = pass.states + <usize>from * stride;
  const after = layer.cell == Cell.gruResetAfter;
  const scaled = after ? gates + 2 * size : candidate;
  const scaledBy = after ? before : pass.cells + <usize>from * stride;
  const last = <usize>(2 * units) << 2;
  const u = pass.recurrentGradient;
  addOuterProducts(before, units, stride, gates, 2 * units, gateStride, steps, width, u, columns);
  addOuterProducts(scaledBy, units, stride, scaled, units, gateStride, steps, width, u + last, columns);
  const x = pass.input + <usize>from * pass.inputStride;
  const features = layer.features, w = pass.kernelGradient;
  addOuterProducts(x, features, pass.inputStride, gates, 2 * units, gateStride, steps, width, w, columns);
  addOuterProducts(x, features, pass.inputStride, candidate, units, gateStride, steps, width, w + last, columns);
  const b = pass.biasGradient;
  addSums(gates, 2 * units, gateStride, steps, width, b);
  addSums(candidate, units, gateStride, steps, width, b + last);
  if (!after) return;
  const second = b + (<usize>columns << 2);
  addSums(gates, 2 * units, gateStride, steps, width, second);
  addSums(scaled, units, gateStride, steps, width, second + last);
}
