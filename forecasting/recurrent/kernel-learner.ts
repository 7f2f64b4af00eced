import { contextSizeOf, featuresOf } from './covariate-inputs.ts';
import type { KernelCrew } from './kernels/kernel-crew.ts';
import type { StepNetwork } from './kernels/step-network.ts';
import { createTrainingStep, type StepBatch } from './kernels/training-step.ts';
import { createWindowSource, type SourceSeries } from './kernels/window-source.ts';
import { clipNorm, type Learner, type LearnerOptions, targetShares } from './learner.ts';
import type { NetworkShape } from './network-shape.ts';
import { gatherBatch, type TrainingData } from './training-data.ts';
import { forecastBatch, toDataUnits, type WindowInputs } from './window-batch.ts';

/** A learner of which every step is one call of the fused kernels, which gather the windows themselves. */
export function createKernelLearner(
  crew: KernelCrew,
  { shape, weights, batchSize, data }: LearnerOptions,
): Learner {
  const step = createTrainingStep(crew, stepNetwork(shape), {
    batchSize: Math.max(batchSize, forecastBatch),
    loss: { kind: 'absolute' },
    clipNorm,
  });
  step.write(weights, { averages: true });
  const { series, origins } = data.training;
  const source = createWindowSource(crew.kernels, sourceSeries(data), {
    lookback: shape.lookback,
    copies: shape.copies,
    batchSize,
  });
  return {
    learn(picks, rate) {
      // The kernels gather the series alone.
      if (shape.covariates) return step.train(gatherStep(data, picks, shape), rate);
      const places = {
        series: picks.map((pick) => series[pick]!),
        origins: picks.map((pick) => origins[pick]!),
      };
      return step.trainOn(source, places, rate);
    },
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
    save: () => step.save(),
    restore: (state) => step.restore(state),
    dispose() {
      source.release();
      step.dispose();
    },
  };
}

function gatherStep(data: TrainingData, picks: Uint32Array, shape: NetworkShape): StepBatch {
  const { inputs, targets } = gatherBatch(data, data.training, picks, shape);
  const weights = targetShares(targets.weights, data.unitWeight);
  return { ...stepInputs(inputs), targets: targets.targets, weights };
}

/** Errors are measured in units of the mean weight of a target, so that losses are about 1. */
function sourceSeries({ panel, training, errorScales, unitWeight }: TrainingData): SourceSeries[] {
  return panel.map((series, s) => ({
    series,
    targetEnd: training.targetEnds[s]!,
    errorScale: ((errorScales[s] ?? 1) * unitWeight) / series.unit,
  }));
}

/** Windows as the kernels are given them. */
export function stepInputs({ size, segments, context, copies }: WindowInputs) {
  return { size, inputs: segments, contexts: context, copies };
}

/** The same network as `buildNetwork()` makes of tfjs layers. */
export function stepNetwork(shape: NetworkShape): StepNetwork {
  return {
    steps: shape.steps,
    features: featuresOf(shape),
    embedUnits: shape.segment === 1 ? 0 : shape.units,
    layers: [{ name: 'cell', cell: shape.kind, units: shape.units }],
    contextSize: contextSizeOf(shape),
    outputs: shape.horizon,
    copies: shape.copies.length,
  };
}
