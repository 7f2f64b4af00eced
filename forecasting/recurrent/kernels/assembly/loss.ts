// The loss of a block, and its gradient in the place of the answers.
import { crossEntropyStep } from "./cross-entropy";
import { answersOf, Loss, Network, Shard } from "./network";
import { rowBytes, sum } from "./vector";

export function addLoss(network: Network, shard: Shard, width: usize): void {
  shard.loss += network.loss == Loss.crossEntropy ? lossOfClasses(network, shard, width) : lossOfValues(network, shard, width);
}

function lossOfClasses(network: Network, shard: Shard, width: usize): f64 {
  let total: f64 = 0;
  let answers = shard.answerRows;
  for (let step = 0; step < network.answerSteps; step++) {
    const row = <usize>step * rowBytes;
    total += crossEntropyStep(answers, network.outputs, shard.targetRows + row, shard.weightRows + row, width);
    answers += <usize>network.outputs * rowBytes;
  }
  return total;
}

function lossOfValues(network: Network, shard: Shard, width: usize): f64 {
  let total: f64 = 0;
  for (let answer = 0; answer < answersOf(network); answer++) {
    const output = answer % network.outputs;
    const row = <usize>answer * rowBytes;
    if (network.loss == Loss.squared) {
      total += squaredRow(shard.answerRows + row, shard.targetRows + row, shard.weightRows + row, width);
    } else {
      const up = load<f32>(network.up + (<usize>output << 2)), down = load<f32>(network.down + (<usize>output << 2));
      total += slopedRow(shard.answerRows + row, shard.targetRows + row, shard.weightRows + row, width, up, down);
    }
  }
  return total;
}

function squaredRow(answer: usize, target: usize, weight: usize, width: usize): f32 {
  let total = f32x4.splat(0);
  for (let at: usize = 0; at < width; at += 16) {
    const error = f32x4.sub(v128.load(answer + at), v128.load(target + at));
    const weighted = f32x4.mul(v128.load(weight + at), error);
    total = f32x4.add(total, f32x4.mul(weighted, error));
    v128.store(answer + at, weightless(weight + at, f32x4.add(weighted, weighted)));
  }
  return sum(total);
}

function slopedRow(answer: usize, target: usize, weight: usize, width: usize, up: f32, down: f32): f32 {
  let total = f32x4.splat(0);
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < width; at += 16) {
    const error = f32x4.sub(v128.load(answer + at), v128.load(target + at));
    const high = v128.and(f32x4.gt(error, zero), f32x4.splat(down));
    const low = v128.and(f32x4.lt(error, zero), f32x4.splat(-up));
    // NaN is neither high nor low: it has to show in the gradient all the same.
    const unknown = v128.and(f32x4.ne(error, error), error);
    const slope = f32x4.mul(v128.load(weight + at), v128.or(v128.or(high, low), unknown));
    total = f32x4.add(total, f32x4.mul(slope, error));
    v128.store(answer + at, weightless(weight + at, slope));
  }
  return sum(total);
}

/** A window or a target without weight has no gradient, whatever stands in its place. */
// @ts-ignore: decorator
@inline
function weightless(weight: usize, gradient: v128): v128 {
  return v128.and(gradient, f32x4.ne(v128.load(weight), f32x4.splat(0)));
}
