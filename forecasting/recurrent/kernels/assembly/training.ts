// One block of windows through a network: forward, loss, backward.
import { dropRows } from "./dropout";
import { fromRows, toRows, widthOf } from "./lanes";
import { Pass, stepBytes } from "./layer";
import { addLoss } from "./loss";
import { multiply } from "./multiply";
import {
  answersOf, connectLayers, dropoutOf, gradientOf, headOutputs, lastLayer, layerOf, Network, passOf, Shard, targetsOf,
} from "./network";
import { addOuterProducts, addSums } from "./outer-product";
import { lastState, packLayer, runBackward, runForward } from "./sequence";
import { packColumns, packRows } from "./pack";
import { mixBack, mixCopies } from "./copies";
import { lanes, rowBytes } from "./vector";
import { gatherBlock } from "./windows";

/** Puts all weights into the order of reading; to be called whenever they have changed. */
export function packNetwork(pointer: usize): void {
  const network = changetype<Network>(pointer);
  const units = lastLayer(network).units, outputs = headOutputs(network);
  if (network.embedUnits) {
    packColumns(
      network.packedEmbed, 0, network.embedUnits, network.embedUnits,
      network.embedBias, network.embedKernel, network.features, 0, 0,
    );
  }
  for (let index = 0; index < network.layerCount; index++) packLayer(changetype<usize>(layerOf(network, index)));
  const contextKernel = network.headKernel + (<usize>(units * outputs) << 2);
  packColumns(
    network.packedHead, 0, outputs, outputs,
    network.headBias, network.headKernel, units, contextKernel, network.contextSize,
  );
  packRows(network.packedHeadBack, network.headKernel, units, outputs, 0, outputs, 0, 0);
}

/** Computes the answers of a shard's windows. */
export function answerShard(networkPointer: usize, shardPointer: usize): void {
  const network = changetype<Network>(networkPointer);
  const shard = changetype<Shard>(shardPointer);
  const end = shard.first + shard.count;
  for (let first = shard.first; first < end; first += lanes) {
    const windows = min(lanes, end - first);
    layOutInputs(network, shard, first, windows);
    runNetwork(network, shard, first, windows, false);
    const answers = answersOf(network);
    fromRows(shard.answerRows, 0, windows, answers, 1, answers, network.answers + (<usize>(first * answers) << 2));
  }
}

/** Computes the loss of a shard's windows and the gradient of every weight. */
export function trainShard(networkPointer: usize, shardPointer: usize): void {
  const network = changetype<Network>(networkPointer);
  const shard = changetype<Shard>(shardPointer);
  memory.fill(shard.gradients, 0, <usize>network.parameterCount << 2);
  shard.loss = 0;
  shard.targets = 0;
  const end = shard.first + shard.count, targets = targetsOf(network);
  for (let first = shard.first; first < end; first += lanes) {
    const windows = min(lanes, end - first);
    if (network.source) {
      gatherBlock(network, shard, first, windows);
    } else {
      layOutInputs(network, shard, first, windows);
      const from = <usize>(first * targets) << 2;
      toRows(network.targets + from, windows, targets, 1, targets, shard.targetRows, 0);
      toRows(network.weights + from, windows, targets, 1, targets, shard.weightRows, 0);
    }
    runNetwork(network, shard, first, windows, true);
    addLoss(network, shard, widthOf(windows));
    runBack(network, shard, first, widthOf(windows));
  }
}

/** Turns a block of the batch that the host has written into rows. */
function layOutInputs(network: Network, shard: Shard, first: i32, windows: i32): void {
  const steps = network.steps, features = network.features;
  const from = network.inputs + (<usize>(first * steps * features) << 2);
  toRows(from, windows, steps * features, steps, features, shard.inputRows, stepBytes(features));
  const contextSize = network.contextSize;
  const contexts = network.contexts + (<usize>(first * contextSize) << 2);
  toRows(contexts, windows, contextSize, 1, contextSize, shard.contextRows, 0);
  const copies = network.outputs * network.copies;
  toRows(network.copyValues + (<usize>(first * copies) << 2), windows, copies, 1, copies, shard.copyRows, 0);
}

function runNetwork(network: Network, shard: Shard, first: i32, windows: i32, training: bool): void {
  const width = widthOf(windows);
  if (network.embedUnits) embed(network, shard, width);
  if (network.dropouts) connectLayers(network, shard, training);
  for (let index = 0; index < network.layerCount; index++) {
    const pass = passOf(shard, index);
    pass.width = width;
    runForward(changetype<usize>(layerOf(network, index)), changetype<usize>(pass));
    if (training && index < network.layerCount - 1) thinOut(network, shard, index, first);
  }
  const units = lastLayer(network).units, said = headOutputs(network);
  let state = firstAnsweredState(network, shard), answers = shard.answerRows;
  for (let step = 0; step < network.answerSteps; step++) {
    multiply(network.packedHead, said, state, units, shard.contextRows, network.contextSize, answers, width);
    state += stepBytes(units);
    answers += <usize>said * rowBytes;
  }
  if (network.copies) {
    const gates = shard.answerRows + <usize>network.outputs * rowBytes;
    mixCopies(
      network.logits, gates, shard.copyRows, network.outputs, network.copies, shard.shareRows, shard.answerRows,
    );
  }
}

/** Drops some of a layer's outputs on their way up. */
function thinOut(network: Network, shard: Shard, index: i32, first: i32): void {
  const dropout = dropoutOf(network, index);
  if (!dropout) return;
  const layer = layerOf(network, index);
  const states = passOf(shard, index).states + stepBytes(layer.units);
  dropRows(dropout, layer, first, states, passOf(shard, index + 1).input);
}

/** The state of the first step that the head answers at; the others follow it. */
function firstAnsweredState(network: Network, shard: Shard): usize {
  const layer = lastLayer(network), pass = passOf(shard, network.layerCount - 1);
  const last = lastState(changetype<usize>(layer), changetype<usize>(pass));
  return last - <usize>(network.answerSteps - 1) * stepBytes(layer.units);
}

function embed(network: Network, shard: Shard, width: usize): void {
  const units = network.embedUnits;
  const inputStride = stepBytes(network.features), stride = stepBytes(units);
  let x = shard.inputRows, out = shard.embedRows;
  for (let step = 0; step < network.steps; step++) {
    multiply(network.packedEmbed, units, x, network.features, 0, 0, out, width);
    for (let at = out, end = out + <usize>units * rowBytes; at < end; at += 16) {
      v128.store(at, f32x4.pmax(v128.load(at), f32x4.splat(0)));
    }
    x += inputStride;
    out += stride;
  }
}

/** From the gradient by the answers, which stands in their place, to those of all weights. */
function runBack(network: Network, shard: Shard, first: i32, width: usize): void {
  const outputs = headOutputs(network), units = lastLayer(network).units;
  const gradient = shard.answerRows;
  if (network.copies) {
    const byLogits = gradientOf(network, shard, network.logits);
    const byGates = gradient + <usize>network.outputs * rowBytes;
    mixBack(
      shard.shareRows, shard.copyRows, gradient, network.outputs, network.copies, width, byLogits, byGates,
    );
  }
  const headGradient = gradientOf(network, shard, network.headKernel);
  const state = firstAnsweredState(network, shard), stateStride = stepBytes(units);
  const answerSteps = network.answerSteps, stride = <usize>outputs * rowBytes;
  addOuterProducts(
    state, units, stateStride, gradient, outputs, stride, answerSteps, width, headGradient, outputs,
  );
  const contextGradient = headGradient + (<usize>(units * outputs) << 2);
  addOuterProducts(
    shard.contextRows, network.contextSize, 0, gradient, outputs, stride, answerSteps, width, contextGradient, outputs,
  );
  addSums(gradient, outputs, stride, answerSteps, width, gradientOf(network, shard, network.headBias));
  const top = network.layerCount - 1;
  answerBack(network, passOf(shard, top), gradient, width);
  for (let index = top; index >= 0; index--) {
    const layer = layerOf(network, index), pass = passOf(shard, index);
    if (index < top) {
      memory.fill(pass.returning, 0, <usize>layer.units * rowBytes);
      const dropout = dropoutOf(network, index);
      if (dropout) dropRows(dropout, layer, first, pass.outputGradient, pass.outputGradient);
    }
    runBackward(changetype<usize>(layer), changetype<usize>(pass));
  }
  if (network.embedUnits) embedBack(network, shard, width);
}

/** From the gradient by the answers to that by the states they were read from. */
function answerBack(network: Network, pass: Pass, gradient: usize, width: usize): void {
  const units = lastLayer(network).units, outputs = headOutputs(network);
  if (network.answerSteps == 1) {
    multiply(network.packedHeadBack, units, gradient, outputs, 0, 0, pass.returning, width);
    return;
  }
  memory.fill(pass.returning, 0, <usize>units * rowBytes);
  const silent = <usize>(network.steps - network.answerSteps) * stepBytes(units);
  memory.fill(pass.outputGradient, 0, silent);
  let into = pass.outputGradient + silent;
  for (let step = 0; step < network.answerSteps; step++) {
    multiply(network.packedHeadBack, units, gradient, outputs, 0, 0, into, width);
    gradient += <usize>outputs * rowBytes;
    into += stepBytes(units);
  }
}

function embedBack(network: Network, shard: Shard, width: usize): void {
  const units = network.embedUnits, steps = network.steps;
  const stride = stepBytes(units), inputStride = stepBytes(network.features);
  const gradient = shard.embedGradient;
  for (let at: usize = 0, end = <usize>steps * stride; at < end; at += 16) {
    const passed = f32x4.gt(v128.load(shard.embedRows + at), f32x4.splat(0));
    v128.store(gradient + at, v128.and(v128.load(gradient + at), passed));
  }
  addOuterProducts(
    shard.inputRows, network.features, inputStride, gradient, units, stride, steps, width,
    gradientOf(network, shard, network.embedKernel), units,
  );
  addSums(gradient, units, stride, steps, width, gradientOf(network, shard, network.embedBias));
}
