import * as tf from '@tensorflow/tfjs';
import { createAdam } from './adam.ts';
import { clipNorm, type Learner, type LearnerOptions, targetShares } from './learner.ts';
import { answer, inputTensors } from './network-pass.ts';
import type { NetworkShape } from './network-shape.ts';
import { gatherBatch, type TrainingBatch } from './training-data.ts';
import { assign, variablesOf } from './weights.ts';

/** A learner of tfjs operations, for runtimes that cannot run the fused kernels; it trains the model in place. */
export function createTensorLearner(model: tf.LayersModel, options: LearnerOptions): Learner {
  const { shape, data } = options;
  const variables = variablesOf(model).map(({ variable }) => variable);
  const current = options.weights.map((values) => values.slice());
  const averages = options.weights.map((values) => values.slice());
  const adam = createAdam(current, clipNorm);
  const load = (values: readonly Float32Array[]) => {
    variables.forEach((variable, v) => {
      assign(variable, values[v]!);
    });
  };
  load(current);
  let batches = 0;
  return {
    learn(picks, { learningRate, averageShare }) {
      batches++;
      const batch = gatherBatch(data, data.training, picks, shape);
      const { loss, gradients } = gradientPass(model, shape, variables, {
        ...batch,
        unitWeight: data.unitWeight,
      });
      const gradientNorm = adam.step(gradients, learningRate);
      load(current);
      average(averages, current, averageShare);
      return { loss, gradientNorm };
    },
    withAverages(use) {
      load(averages);
      try {
        return use((inputs) => answer(model, shape, inputs));
      } finally {
        load(current);
      }
    },
    readAverages: () => averages.map((values) => values.slice()),
    save: () => ({
      ...adam.save(),
      weights: current.map((values) => values.slice()),
      averages: averages.map((values) => values.slice()),
      batches,
    }),
    restore(state) {
      adam.restore(state);
      copyInto(current, state.weights);
      copyInto(averages, state.averages);
      load(current);
      batches = state.batches;
    },
    dispose: () => {},
  };
}

function copyInto(targets: readonly Float32Array[], values: readonly Float32Array[]): void {
  targets.forEach((target, p) => {
    target.set(values[p]!);
  });
}

/** Moves running means towards the current numbers by a share of the distance. */
function average(averages: readonly Float32Array[], current: readonly Float32Array[], share: number): void {
  current.forEach((values, p) => {
    const means = averages[p]!;
    for (let i = 0; i < values.length; i++) means[i] = means[i]! + share * (values[i]! - means[i]!);
  });
}

/** The weighted mean absolute error of a batch and its gradient by every variable. */
function gradientPass(
  model: tf.LayersModel,
  shape: NetworkShape,
  variables: readonly tf.Variable[],
  { inputs, targets, unitWeight }: TrainingBatch & { unitWeight: number },
): { loss: number; gradients: Float32Array[] } {
  return tf.tidy(() => {
    const size: [number, number] = [inputs.size, shape.horizon];
    const shares = tf.tensor2d(targetShares(targets.weights, unitWeight), size);
    const wanted = tf.tensor2d(targets.targets, size);
    const fed = inputTensors(inputs, shape);
    const { value, grads } = tf.variableGrads(() => {
      const said = model.apply(fed, { training: true }) as tf.Tensor;
      return tf.sum(tf.mul(tf.abs(tf.sub(said, wanted)), shares)) as tf.Scalar;
    }, [...variables]);
    return {
      loss: value.dataSync()[0]!,
      gradients: variables.map((variable) => grads[variable.name]!.dataSync() as Float32Array),
    };
  });
}
