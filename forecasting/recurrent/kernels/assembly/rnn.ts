// A simple recurrent cell: h = tanh(Wᵀ x + Uᵀ h₋₁ + b).
import { fadedSize, ones, tanhRows, tanhSlope, unlessFaded } from "./activation";
import { Layer, Pass, stepBytes } from "./layer";
import { multiply } from "./multiply";
import { addOuterProducts, addSums } from "./outer-product";
import { packColumns, packRows } from "./pack";
import { rowBytes } from "./vector";

export function packRnn(layer: Layer): void {
  const units = layer.units;
  const back = packColumns(
    layer.packed, 0, units, units, layer.bias, layer.kernel, layer.features, layer.recurrentKernel, units,
  );
  const input = packRows(back, layer.recurrentKernel, units, units, 0, units, 0, 0);
  packRows(input, layer.kernel, layer.features, units, 0, units, 0, 0);
}

export function stepRnn(layer: Layer, pass: Pass, step: i32): void {
  const stride = stepBytes(layer.units);
  const before = pass.states + <usize>step * stride;
  const sums = pass.gates + <usize>step * stride;
  const x = pass.input + <usize>step * pass.inputStride;
  multiply(layer.packed, layer.units, x, layer.features, before, layer.units, sums, pass.width);
  tanhRows(sums, before + stride, <usize>layer.units * rowBytes);
}

export function stepBackRnn(layer: Layer, pass: Pass, step: i32): void {
  const units = layer.units;
  const stride = stepBytes(units);
  const state = pass.states + <usize>(step + 1) * stride;
  const gradient = pass.gates + <usize>step * stride;
  const outer = pass.outputGradient ? pass.outputGradient + <usize>step * stride : 0;
  const one = ones(), faded = fadedSize();
  for (let at: usize = 0, end = <usize>units * rowBytes; at < end; at += 16) {
    let byState = v128.load(pass.returning + at);
    if (outer) byState = f32x4.add(byState, v128.load(outer + at));
    v128.store(gradient + at, f32x4.mul(unlessFaded(byState, faded), tanhSlope(v128.load(state + at), one)));
  }
  const back = layer.packed + (<usize>(units * (1 + layer.features + units)) << 2);
  if (step > 0) multiply(back, units, gradient, units, 0, 0, pass.returning, pass.width);
  if (pass.inputGradient) {
    const input = back + (<usize>(units * (1 + units)) << 2);
    const into = pass.inputGradient + <usize>step * stepBytes(layer.features);
    multiply(input, layer.features, gradient, units, 0, 0, into, pass.width);
  }
}

export function addGradientsRnn(layer: Layer, pass: Pass, from: i32, steps: i32): void {
  const units = layer.units;
  const stride = stepBytes(units);
  const before = pass.states + <usize>from * stride;
  const gradient = pass.gates + <usize>from * stride;
  const x = pass.input + <usize>from * pass.inputStride;
  const width = pass.width;
  addOuterProducts(before, units, stride, gradient, units, stride, steps, width, pass.recurrentGradient, units);
  addOuterProducts(
    x, layer.features, pass.inputStride, gradient, units, stride, steps, width, pass.kernelGradient, units,
  );
  addSums(gradient, units, stride, steps, width, pass.biasGradient);
}
