// From the gradients of the shards to new weights.
import { adam, addVectors, moveMeans, norm, scaleVector } from "./adam";
import { Network, Shard } from "./network";
import { packNetwork } from "./training";

/**
 * Adds the gradients and the losses of all shards to those of the first, in their order; where the windows were gathered
 * here, their sum becomes the mean over the targets.
 *
 * @returns The norm of the gradient.
 */
export function gatherGradients(networkPointer: usize, shards: usize, shardCount: i32): f64 {
  const network = changetype<Network>(networkPointer);
  const first = changetype<Shard>(load<u32>(shards));
  for (let index = 1; index < shardCount; index++) {
    const other = changetype<Shard>(load<u32>(shards + (<usize>index << 2)));
    if (other.count == 0) continue;
    addVectors(first.gradients, other.gradients, network.parameterCount);
    first.loss += other.loss;
    first.targets += other.targets;
  }
  if (network.source) {
    const share = 1 / <f64>max(1, first.targets);
    scaleVector(first.gradients, network.parameterCount, <f32>share);
    first.loss *= share;
  }
  return norm(first.gradients, network.parameterCount);
}

/** The state of the optimiser, as long as the parameters each. */
@unmanaged
export class Moments {
  means: usize;
  squares: usize;
  /** Running mean of the weights. */
  averages: usize;
}

/** Moves the weights along the gradient that the first shard holds, and puts them into the order of reading. */
export function moveWeights(
  networkPointer: usize, gradients: usize, momentsPointer: usize,
  clip: f32, beta1: f32, beta2: f32, rate: f32, floor: f32, averageShare: f32,
): void {
  const network = changetype<Network>(networkPointer);
  const moments = changetype<Moments>(momentsPointer);
  const parameters = network.parameters, count = network.parameterCount;
  adam(parameters, gradients, moments.means, moments.squares, count, clip, beta1, beta2, rate, floor);
  if (averageShare > 0) moveMeans(moments.averages, parameters, count, averageShare);
  packNetwork(networkPointer);
}
