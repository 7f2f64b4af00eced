// A whole network and the windows of one batch, as the host writes them down:
// window [steps, features] → dense with relu (if any) → recurrent layers → dense head on the last state and the context
// → plus a mixture of copies (if any), over which the head has a say too → loss; the head may also answer at several of
// the last steps.
import { Dropout } from "./dropout";
import { Layer, passBytes, placePass, Pass, stepBytes } from "./layer";
import { rowBytes } from "./vector";

export namespace Loss {
  /** weight · error² */
  // @ts-ignore: decorator
  @inline
  export const squared: i32 = 0;
  /** weight · up · error where the answer is too low, weight · down · −error where it is too high. */
  // @ts-ignore: decorator
  @inline
  export const sloped: i32 = 1;
  /** weight · −log of the softmax of a step's answers at the class that its target numbers. */
  // @ts-ignore: decorator
  @inline
  export const crossEntropy: i32 = 2;
}

@unmanaged
export class Network {
  steps: i32;
  features: i32;
  /** Units of the dense layer before the first recurrent one; 0 for none. */
  embedUnits: i32;
  layerCount: i32;
  /** Addresses of the `Layer` records. */
  layers: usize;
  /** One `Dropout` a layer, for its outputs on their way up; 0 where nothing is ever dropped. */
  dropouts: usize;
  /** Values that the head reads beside the last state. */
  contextSize: i32;
  outputs: i32;
  /** Copies that are mixed into each output; 0 for none. */
  copies: i32;
  loss: i32;
  /** All weights in one stretch, and how many. */
  parameters: usize;
  parameterCount: i32;
  /**
   * Their parts: [features, embedUnits], [embedUnits], [units + contextSize, outputs + copies], [outputs + copies],
   * [outputs, copies].
   */
  embedKernel: usize;
  embedBias: usize;
  headKernel: usize;
  headBias: usize;
  logits: usize;
  /** The same in the order of reading. */
  packedEmbed: usize;
  packedHead: usize;
  packedHeadBack: usize;
  /** [outputs] each: slopes of the loss. */
  up: usize;
  down: usize;
  /** The batch: [batch, steps, features], [batch, contextSize], [batch, outputs, copies], twice [batch, targets]. */
  inputs: usize;
  contexts: usize;
  copyValues: usize;
  targets: usize;
  weights: usize;
  /** [batch, answerSteps, outputs]: what the network answers. */
  answers: usize;
  /** A `Source` that training batches are gathered from instead; 0 for none. */
  source: usize;
  /** How many of the last steps the head answers at; copies are mixed in only where it is one. */
  answerSteps: i32;
}

/** A part of the batch that is computed by one thread in one go, and the room for one block of it. */
@unmanaged
export class Shard {
  loss: f64;
  first: i32;
  count: i32;
  /** As long as the parameters; what `count` windows add up to. */
  gradients: usize;
  inputRows: usize;
  embedRows: usize;
  embedGradient: usize;
  contextRows: usize;
  copyRows: usize;
  /** [outputs, copies] rows: how much each copy counts. */
  shareRows: usize;
  /** [outputs + copies] rows: what the head says, at last the answers; on the way back the gradients by it. */
  answerRows: usize;
  targetRows: usize;
  weightRows: usize;
  /** Addresses of one `Pass` a layer. */
  passes: usize;
  /** Addresses of the rows of each layer's outputs after dropout. */
  dropped: usize;
  /** [outputs] float64: room for the values of one copy. */
  copyValues: usize;
  /** Targets that were gathered. */
  targets: i32;
}

// @ts-ignore: decorator
@inline
export function layerOf(network: Network, index: i32): Layer {
  return changetype<Layer>(load<u32>(network.layers + (<usize>index << 2)));
}

// @ts-ignore: decorator
@inline
export function passOf(shard: Shard, index: i32): Pass {
  return changetype<Pass>(load<u32>(shard.passes + (<usize>index << 2)));
}

/** The dropout above a layer; null where there is none. */
// @ts-ignore: decorator
@inline
export function dropoutOf(network: Network, index: i32): Dropout | null {
  if (!network.dropouts || index == network.layerCount - 1) return null;
  const dropout = changetype<Dropout>(network.dropouts + <usize>index * offsetof<Dropout>());
  return dropout.rate > 0 ? dropout : null;
}

// @ts-ignore: decorator
@inline
export function lastLayer(network: Network): Layer {
  return layerOf(network, network.layerCount - 1);
}

/** Answers of a window. */
// @ts-ignore: decorator
@inline
export function answersOf(network: Network): i32 {
  return network.answerSteps * network.outputs;
}

/** Targets of a window: one an answer, or one a step where they number classes. */
// @ts-ignore: decorator
@inline
export function targetsOf(network: Network): i32 {
  return network.loss == Loss.crossEntropy ? network.answerSteps : answersOf(network);
}

/** What the head says: the corrections, and for each copy how much more or less it counts. */
// @ts-ignore: decorator
@inline
export function headOutputs(network: Network): i32 {
  return network.outputs + network.copies;
}

/** Where a shard keeps the gradient of a part of the parameters. */
// @ts-ignore: decorator
@inline
export function gradientOf(network: Network, shard: Shard, part: usize): usize {
  return shard.gradients + (part - network.parameters);
}

/** Bytes that `placeShard` lays out. */
export function shardBytes(pointer: usize): usize {
  return layOut(changetype<Network>(pointer), 0, 0);
}

/** Lays the rows of a shard out from `at` on. */
export function placeShard(networkPointer: usize, shardPointer: usize, at: usize): void {
  layOut(changetype<Network>(networkPointer), shardPointer, at);
}

/** Lays out from `at` on, or only measures when there is no shard. */
function layOut(network: Network, shardPointer: usize, at: usize): usize {
  const shard = changetype<Shard>(shardPointer);
  const place = shardPointer != 0;
  const outputs = <usize>network.outputs * rowBytes;
  if (place) shard.inputRows = at;
  at += <usize>network.steps * stepBytes(network.features);
  if (place) shard.embedRows = at;
  at += <usize>network.steps * stepBytes(network.embedUnits);
  if (place) shard.contextRows = at;
  at += <usize>network.contextSize * rowBytes;
  if (place) shard.copyRows = at;
  at += outputs * <usize>network.copies;
  if (place) shard.shareRows = at;
  at += outputs * <usize>network.copies;
  if (place) shard.answerRows = at;
  at += <usize>(network.answerSteps * headOutputs(network)) * rowBytes;
  if (place) shard.targetRows = at;
  at += <usize>targetsOf(network) * rowBytes;
  if (place) shard.weightRows = at;
  at += <usize>targetsOf(network) * rowBytes;
  if (place) shard.copyValues = at;
  at += outputs;
  for (let index = 0; index < network.layerCount; index++) {
    const layer = layerOf(network, index);
    if (place) {
      const pass = passOf(shard, index);
      placePass(changetype<usize>(layer), changetype<usize>(pass), at);
      pass.kernelGradient = gradientOf(network, shard, layer.kernel);
      pass.recurrentGradient = gradientOf(network, shard, layer.recurrentKernel);
      pass.biasGradient = gradientOf(network, shard, layer.bias);
    }
    at += passBytes(changetype<usize>(layer));
    if (place) passOf(shard, index).inputGradient = index > 0 || network.embedUnits ? at : 0;
    at += <usize>network.steps * stepBytes(layer.features);
    if (place) passOf(shard, index).outputGradient = 0;
    if (network.dropouts) {
      if (place) store<u32>(shard.dropped + (<usize>index << 2), <u32>at);
      at += <usize>network.steps * stepBytes(layer.units);
    }
  }
  if (network.answerSteps > 1) {
    if (place) passOf(shard, network.layerCount - 1).outputGradient = at;
    at += <usize>network.steps * stepBytes(lastLayer(network).units);
  }
  if (place) connect(network, shard);
  return at;
}

/** Every layer reads the states of the one below, whole or thinned out, and gives its gradient back to it. */
function connect(network: Network, shard: Shard): void {
  const bottom = passOf(shard, 0);
  bottom.input = network.embedUnits ? shard.embedRows : shard.inputRows;
  bottom.inputStride = stepBytes(network.embedUnits ? network.embedUnits : network.features);
  shard.embedGradient = bottom.inputGradient;
  connectLayers(network, shard, false);
}

/** Points each layer at what it reads: for training that may be thinned out. */
export function connectLayers(network: Network, shard: Shard, training: bool): void {
  for (let index = 1; index < network.layerCount; index++) {
    const below = passOf(shard, index - 1);
    const above = passOf(shard, index);
    const stride = stepBytes(layerOf(network, index - 1).units);
    const dropped = training && dropoutOf(network, index - 1) != null;
    above.input = dropped ? <usize>load<u32>(shard.dropped + (<usize>(index - 1) << 2)) : below.states + stride;
    above.inputStride = stride;
    below.outputGradient = above.inputGradient;
  }
}
