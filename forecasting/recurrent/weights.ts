import * as tf from '@tensorflow/tfjs';
import { ForecastingError } from '../errors.ts';
import type { NetworkWeight } from '../network-forecaster.ts';

/** Copies the trainable weights of a model out of the backend, in the model's order. */
export function readWeights(model: tf.LayersModel): NetworkWeight[] {
  return variablesOf(model).map(({ name, variable }) => ({
    name,
    shape: [...variable.shape],
    values: (variable.dataSync() as Float32Array).slice(),
  }));
}

/**
 * Puts weights into a model.
 *
 * @throws ForecastingError 'model-mismatch' when a name or a shape differs.
 */
export function writeWeights(model: tf.LayersModel, weights: readonly NetworkWeight[]): void {
  const variables = variablesOf(model);
  if (variables.length !== weights.length) {
    throw mismatch(`${variables.length} weights are needed, there are ${weights.length}`);
  }
  variables.forEach(({ name, variable }, i) => {
    const weight = weights[i]!;
    if (weight.name !== name || String(weight.shape) !== String(variable.shape)) {
      throw mismatch(`${name} [${variable.shape}] is needed, there is ${weight.name} [${weight.shape}]`);
    }
    assign(variable, weight.values);
  });
}

/** Replaces the value of a variable; the numbers are copied, since a backend may keep what it is given. */
export function assign(variable: tf.Variable, values: Float32Array): void {
  const value = tf.tensor(values.slice(), variable.shape);
  variable.assign(value);
  value.dispose();
}

/** The trainable variables of a model, named by layer and role without the suffixes that tfjs adds. */
export function variablesOf(model: tf.LayersModel): { name: string; variable: tf.Variable }[] {
  return model.layers.flatMap((layer) =>
    layer.trainableWeights.map((weight) => ({
      name: `${layer.name}/${weight.originalName.split('/').at(-1)}`,
      // Layers keep their variable private; it is what the optimiser has to move.
      variable: (weight as unknown as { val: tf.Variable }).val,
    })),
  );
}

function mismatch(difference: string): ForecastingError {
  return new ForecastingError('model-mismatch', `Cannot load weights: ${difference}`);
}
