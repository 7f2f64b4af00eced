import type { KernelCrew } from './kernels/kernel-crew.ts';
import type { StepNetwork } from './kernels/step-network.ts';
import { createTrainingStep } from './kernels/training-step.ts';
import { clipNorm, type Learner, type LearnerOptions, targetShares } from './learner.ts';
import type { NetworkShape } from './network-shape.ts';
import { contextSize, forecastBatch, toDataUnits, type WindowInputs } from './window-batch.ts';

/** A learner of which every step is one call of the fused kernels. */
export function createKernelLearner(
  crew: KernelCrew,
  { shape, weights, batchSize, unitWeight }: LearnerOptions,
): Learner {
  const step = createTrainingStep(crew, stepNetwork(shape), {
    batchSize: Math.max(batchSize, forecastBatch),
    loss: { kind: 'absolute' },
    clipNorm,
  });
  step.write(weights, { averages: true });
  return {
    learn: ({ inputs, targets }, rate) =>
      step.train(
        {
          ...stepInputs(inputs),
          targets: targets.targets,
          weights: targetShares(targets.weights, unitWeight),
        },
        rate,
      ),
    withAverages(use) {
      const current = step.read('weights');
      step.write(step.read('averages'));
      try {
        return use((inputs) => toDataUnits(step.answer(stepInputs(inputs)), inputs.scales, shape.horizon));
      } finally {
        step.write(current);
      }
    },
    readAverages: () => step.read('averages'),
    dispose: () => step.dispose(),
  };
}

function stepInputs({ size, segments, context, copies }: WindowInputs) {
  return { size, inputs: segments, contexts: context, copies };
}

/** The same network as `buildNetwork()` makes of tfjs layers. */
function stepNetwork(shape: NetworkShape): StepNetwork {
  return {
    steps: shape.steps,
    features: shape.segment,
    embedUnits: shape.segment === 1 ? 0 : shape.units,
    layers: [{ name: 'cell', cell: shape.kind, units: shape.units }],
    contextSize,
    outputs: shape.horizon,
    copies: shape.copies.length,
  };
}
