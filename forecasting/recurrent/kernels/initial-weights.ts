import type { Random } from '../../random.ts';
import type { StepNetwork, StepParameter } from './step-network.ts';

export interface InitialWeightOptions {
  readonly random: Random;
  /**
   * How many steps a memory shall last: LSTM forget gates start with bias log T and their input gates with −log T, GRU
   * update gates with log T (chrono initialisation in its constant form, C. Tallec, Y. Ollivier, 2018). 1, the
   * default, leaves all biases as they are drawn.
   */
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
  { random, memorySteps = 1 }: InitialWeightOptions,
): Float32Array[] {
  return parameters.map(({ name, size }) => {
    const [owner, part] = name.split('/') as [string, string];
    const layer = network.layers.find((candidate) => candidate.name === owner);
    if (!layer && part !== 'kernel') return new Float32Array(size);
    const units = layer?.units ?? (owner === 'embed' ? network.features : network.layers.at(-1)!.units);
    const reach = 1 / Math.sqrt(units);
    const values = Float32Array.from({ length: size }, () => (2 * random() - 1) * reach);
    if (part === 'bias' && layer && memorySteps > 1) setMemory(values, layer, memorySteps);
    return values;
  });
}

/** The stretches of the bias that decide how fast a cell forgets: gates in the order of the kernels. */
function setMemory(bias: Float32Array, { cell, units }: StepNetwork['layers'][number], steps: number): void {
  const keep = Math.log(steps);
  if (cell === 'lstm') {
    bias.fill(-keep, 0, units);
    bias.fill(keep, units, 2 * units);
  }
  if (cell === 'gru') bias.fill(keep, 0, units);
}
