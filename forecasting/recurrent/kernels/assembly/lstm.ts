// A long short-term memory cell (S. Hochreiter, J. Schmidhuber, 1997; with forget gate, F. Gers et al., 2000):
// c = f · c₋₁ + i · g, h = o · tanh c; columns in the order i, f, g, o.
import { activateGates, fadedSize, gateSlope, ones, tanhRows, tanhSlope, unlessFaded } from "./activation";
import { Layer, Pass, stepBytes } from "./layer";
import { multiply } from "./multiply";
import { addOuterProducts, addSums } from "./outer-product";
import { packColumns, packRows } from "./pack";
import { multiplyAdd, rowBytes } from "./vector";

export function packLstm(layer: Layer): void {
  const units = layer.units;
  const columns = 4 * units;
  const back = packColumns(
    layer.packed, 0, columns, columns, layer.bias, layer.kernel, layer.features, layer.recurrentKernel, units,
  );
  const input = packRows(back, layer.recurrentKernel, units, columns, 0, columns, 0, 0);
  packRows(input, layer.kernel, layer.features, columns, 0, columns, 0, 0);
}

export function stepLstm(layer: Layer, pass: Pass, step: i32): void {
  const units = layer.units;
  const stride = stepBytes(units);
  const gates = pass.gates + <usize>step * stepBytes(4 * units);
  const x = pass.input + <usize>step * pass.inputStride;
  const before = pass.states + <usize>step * stride;
  multiply(layer.packed, 4 * units, x, layer.features, before, units, gates, pass.width);
  const size = <usize>units * rowBytes;
  const hard = layer.hardGates != 0;
  activateGates(gates, 2 * size, hard);
  tanhRows(gates + 2 * size, gates + 2 * size, size);
  activateGates(gates + 3 * size, size, hard);
  const cell = pass.cells + <usize>step * stride;
  const next = cell + stride;
  for (let at: usize = 0; at < size; at += 16) {
    const place = gates + at;
    const added = f32x4.mul(v128.load(place), v128.load(place + 2 * size));
    v128.store(next + at, multiplyAdd(v128.load(place + size), v128.load(cell + at), added));
  }
  const squashed = pass.squashed + <usize>step * stride;
  tanhRows(next, squashed, size);
  const output = gates + 3 * size, after = before + stride;
  for (let at: usize = 0; at < size; at += 16) {
    v128.store(after + at, f32x4.mul(v128.load(output + at), v128.load(squashed + at)));
  }
}

export function stepBackLstm(layer: Layer, pass: Pass, step: i32): void {
  const units = layer.units;
  const gates = pass.gates + <usize>step * stepBytes(4 * units);
  if (layer.hardGates) differentiate(layer, pass, step, true);
  else differentiate(layer, pass, step, false);
  const back = layer.packed + (<usize>(4 * units * (1 + layer.features + units)) << 2);
  if (step > 0) multiply(back, units, gates, 4 * units, 0, 0, pass.returning, pass.width);
  if (pass.inputGradient) {
    const input = back + (<usize>(units * (1 + 4 * units)) << 2);
    const into = pass.inputGradient + <usize>step * stepBytes(layer.features);
    multiply(input, layer.features, gates, 4 * units, 0, 0, into, pass.width);
  }
}

/** Writes the gradient by the cell state after a step, from that by the state. */
export function keepCellGradients(layer: Layer, pass: Pass, step: i32, byStates: usize, into: usize): void {
  const stride = stepBytes(layer.units);
  const size = <usize>layer.units * rowBytes;
  const outputs = pass.gates + <usize>step * stepBytes(4 * layer.units) + 3 * size;
  const squashed = pass.squashed + <usize>step * stride;
  const one = ones();
  for (let at: usize = 0; at < size; at += 16) {
    const byCell = byCellState(
      v128.load(byStates + at), v128.load(outputs + at), v128.load(squashed + at), v128.load(pass.carried + at), one,
    );
    v128.store(into + at, byCell);
  }
}

/** Gradient by a cell state: what comes through its output, and what the next step carried back. */
// @ts-ignore: decorator
@inline
function byCellState(byState: v128, output: v128, squashed: v128, carried: v128, one: v128): v128 {
  return multiplyAdd(f32x4.mul(byState, output), tanhSlope(squashed, one), carried);
}

// @ts-ignore: decorator
@inline
function differentiate(layer: Layer, pass: Pass, step: i32, hard: bool): void {
  const units = layer.units;
  const stride = stepBytes(units);
  const size = <usize>units * rowBytes;
  const gates = pass.gates + <usize>step * stepBytes(4 * units);
  const cell = pass.cells + <usize>step * stride;
  const squashed = pass.squashed + <usize>step * stride;
  const outer = pass.outputGradient ? pass.outputGradient + <usize>step * stride : 0;
  const returning = pass.returning;
  const carried = pass.carried;
  const one = ones(), faded = fadedSize();
  for (let at: usize = 0; at < size; at += 16) {
    const place = gates + at;
    const input = v128.load(place);
    const forget = v128.load(place + size);
    const candidate = v128.load(place + 2 * size);
    const output = v128.load(place + 3 * size);
    const squashedState = v128.load(squashed + at);
    let byState = v128.load(returning + at);
    if (outer) byState = f32x4.add(byState, v128.load(outer + at));
    byState = unlessFaded(byState, faded);
    const byCell = unlessFaded(byCellState(byState, output, squashedState, v128.load(carried + at), one), faded);
    v128.store(place, f32x4.mul(f32x4.mul(byCell, candidate), gateSlope(input, one, hard)));
    v128.store(place + size, f32x4.mul(f32x4.mul(byCell, v128.load(cell + at)), gateSlope(forget, one, hard)));
    v128.store(place + 2 * size, f32x4.mul(f32x4.mul(byCell, input), tanhSlope(candidate, one)));
    v128.store(place + 3 * size, f32x4.mul(f32x4.mul(byState, squashedState), gateSlope(output, one, hard)));
    v128.store(carried + at, f32x4.mul(byCell, forget));
  }
}

export function addGradientsLstm(layer: Layer, pass: Pass, from: i32, steps: i32): void {
  const units = layer.units;
  const columns = 4 * units;
  const stride = stepBytes(units);
  const gateStride = stepBytes(columns);
  const before = pass.states + <usize>from * stride;
  const gates = pass.gates + <usize>from * gateStride;
  const x = pass.input + <usize>from * pass.inputStride;
  const width = pass.width;
  addOuterProducts(before, units, stride, gates, columns, gateStride, steps, width, pass.recurrentGradient, columns);
  addOuterProducts(
    x, layer.features, pass.inputStride, gates, columns, gateStride, steps, width, pass.kernelGradient, columns,
  );
  addSums(gates, columns, gateStride, steps, width, pass.biasGradient);
}
