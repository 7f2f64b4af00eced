import type { Random } from '../random.ts';
import type { StepNetwork, StepParameter } from './kernels/step-network.ts';
import { startingBias } from './memory/gate-bias.ts';

export interface InitialWeightOptions {
  readonly random: Random;
  /** How many steps a memory shall last: then biases are those of `startingBias()` instead of drawn ones. */
  readonly memorySteps?: number;
}

/**
 * Draws the weights of a network as common libraries do by default: uniform in ±1/√units of their layer, biases too
 * (as PyTorch has it; the head's are 0).
 *
 * @returns Values in the order of the parameters, for `write` of a training step.
 *
 * @example
 * drawInitialWeights(network, parametersOf(network), { random: createRandom(1), memorySteps: 24 });
 */
export function drawInitialWeights(
  network: StepNetwork,
  parameters: readonly StepParameter[],
  { random, memorySteps }: InitialWeightOptions,
): Float32Array[] {
  return parameters.map(({ name, size }) => {
    const [owner, part] = name.split('/') as [string, string];
    const layer = network.layers.find((candidate) => candidate.name === owner);
    if (!layer && part !== 'kernel') return new Float32Array(size);
    if (part === 'bias' && layer && memorySteps !== undefined) {
      return startingBias({ kind: layer.cell, units: layer.units, segment: 1 }, memorySteps);
    }
    const units = layer?.units ?? (owner === 'embed' ? network.features : network.layers.at(-1)!.units);
    const reach = 1 / Math.sqrt(units);
    const values = Float32Array.from({ length: size }, () => (2 * random() - 1) * reach);
    return values;
  });
}
