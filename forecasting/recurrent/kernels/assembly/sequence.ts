// A whole sequence there and back, for one block of windows.
import { addGradientsGru, packGru, stepBackGru, stepGru } from "./gru";
import { Cell, gateCount, Layer, Pass, stepBytes } from "./layer";
import { addGradientsLstm, keepCellGradients, packLstm, stepBackLstm, stepLstm } from "./lstm";
import { addGradientsRnn, packRnn, stepBackRnn, stepRnn } from "./rnn";
import { rowBytes } from "./vector";

/** Steps whose gradients by the weights are summed at once: few enough to find the rows in the cache. */
const stretch: i32 = 16;

/** Floats that a layer's packed weights take. */
export function packedFloats(pointer: usize): i32 {
  const layer = changetype<Layer>(pointer);
  const units = layer.units, features = layer.features;
  const columns = gateCount(layer.cell) * units;
  return columns * (1 + features + units) + units * (3 + columns) + features * (1 + columns);
}

/** Puts the weights into the order of reading; to be called whenever they have changed. */
export function packLayer(pointer: usize): void {
  const layer = changetype<Layer>(pointer);
  if (layer.cell == Cell.rnn) packRnn(layer);
  else if (layer.cell == Cell.lstm) packLstm(layer);
  else packGru(layer);
}

/** Computes all states from zero, and keeps what the way back needs. */
export function runForward(layerPointer: usize, passPointer: usize): void {
  const layer = changetype<Layer>(layerPointer);
  const pass = changetype<Pass>(passPointer);
  memory.fill(pass.states, 0, <usize>layer.units * rowBytes);
  if (layer.cell == Cell.rnn) {
    for (let step = 0; step < layer.steps; step++) stepRnn(layer, pass, step);
  } else if (layer.cell == Cell.lstm) {
    memory.fill(pass.cells, 0, <usize>layer.units * rowBytes);
    for (let step = 0; step < layer.steps; step++) stepLstm(layer, pass, step);
  } else {
    for (let step = 0; step < layer.steps; step++) stepGru(layer, pass, step);
  }
}

/**
 * Backpropagation through time: adds to the gradients of the weights and writes that of the input. `pass.returning` holds
 * the gradient by the last state when it begins; the activations are overwritten.
 */
export function runBackward(layerPointer: usize, passPointer: usize): void {
  const layer = changetype<Layer>(layerPointer);
  const pass = changetype<Pass>(passPointer);
  memory.fill(pass.carried, 0, <usize>layer.units * rowBytes);
  for (let end = layer.steps; end > 0; ) {
    const from = end > stretch ? end - stretch : 0;
    for (let step = end - 1; step >= from; step--) {
      if (pass.stateGradient) keepStateGradients(layer, pass, step);
      stepBack(layer, pass, step);
    }
    addGradients(layer, pass, from, end - from);
    end = from;
  }
}

/** Writes down the whole gradient by the state and the cell state after a step, before the way back goes through it. */
function keepStateGradients(layer: Layer, pass: Pass, step: i32): void {
  const stride = stepBytes(layer.units);
  const size = <usize>layer.units * rowBytes;
  const into = pass.stateGradient + <usize>step * stride;
  const outer = pass.outputGradient ? pass.outputGradient + <usize>step * stride : 0;
  const passedBy = layer.cell == Cell.gru || layer.cell == Cell.gruResetAfter;
  for (let at: usize = 0; at < size; at += 16) {
    let byState = v128.load(pass.returning + at);
    if (passedBy) byState = f32x4.add(byState, v128.load(pass.carried + at));
    if (outer) byState = f32x4.add(byState, v128.load(outer + at));
    v128.store(into + at, byState);
  }
  if (layer.cell == Cell.lstm) keepCellGradients(layer, pass, step, into, pass.cellGradient + <usize>step * stride);
}

function stepBack(layer: Layer, pass: Pass, step: i32): void {
  if (layer.cell == Cell.rnn) stepBackRnn(layer, pass, step);
  else if (layer.cell == Cell.lstm) stepBackLstm(layer, pass, step);
  else stepBackGru(layer, pass, step);
}

function addGradients(layer: Layer, pass: Pass, from: i32, steps: i32): void {
  if (layer.cell == Cell.rnn) addGradientsRnn(layer, pass, from, steps);
  else if (layer.cell == Cell.lstm) addGradientsLstm(layer, pass, from, steps);
  else addGradientsGru(layer, pass, from, steps);
}

/** Address of the rows of the last state. */
export function lastState(layerPointer: usize, passPointer: usize): usize {
  const layer = changetype<Layer>(layerPointer);
  return changetype<Pass>(passPointer).states + <usize>layer.steps * stepBytes(layer.units);
}
